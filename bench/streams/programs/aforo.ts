import './aforo-in-memory';
import '@/server/main';
