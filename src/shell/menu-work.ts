export { chooseLanguage } from './choose-language';
export { saveTheme } from './save-theme';
export { signOut } from './sign-out';
