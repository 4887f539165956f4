#!/bin/sh
# Makes src/app/fonts from the fonts of npm: the Latin letters, in the weights and widths that globals.css and door.css name.
# Needs fontTools with Brotli: pip install fonttools brotli
set -eu
cd "$(dirname "$0")/.."
fonts=node_modules/@fontsource-variable
made=src/app/fonts
# The range of Fontsource's "latin".
latin='U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD'
spoken='U+0020-007E,U+00A0,U+00A1,U+00BF,U+00C1,U+00C9,U+00CD,U+00D1,U+00D3,U+00DA,U+00DC,U+00E1,U+00E9,U+00ED,U+00F1,U+00F3,U+00FA,U+00FC,U+2019,U+2026'
figures='U+0020,U+00A0,U+0025,U+0028-0029,U+002B-003A,U+00B7,U+00D7,U+2009,U+202F,U+2013-2014,U+2212'
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# name, source, letters, OpenType features, axes…
subset() {
  name=$1 source=$2 letters=$3 features=$4
  shift 4
  fonttools varLib.instancer -q "$fonts/$source" "$@" -o "$scratch/$name.ttf"
  pyftsubset "$scratch/$name.ttf" --unicodes="$letters" --layout-features="$features" --no-hinting --flavor=woff2 \
    --output-file="$made/$name.woff2"
}

text='kern,mark,mkmk,ccmp,locl,calt'
archivo=archivo/files/archivo-latin-standard-normal.woff2
subset inter-latin inter/files/inter-latin-wght-normal.woff2 "$latin" "$text,tnum,lnum,cv05,cv08,ss03" wght=400:600
subset archivo-display $archivo "$latin" "$text" wght=680 wdth=116
subset archivo-figures $archivo "$figures" "$text,tnum,lnum" wght=640 wdth=108
subset archivo-word $archivo "$spoken" "$text" wght=780 wdth=122
cp "$fonts/inter/LICENSE" "$made/inter.LICENSE"
cp "$fonts/archivo/LICENSE" "$made/archivo.LICENSE"
