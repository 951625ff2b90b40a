/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PAGE_FOLDER and VEGA_BUNDLE are set by CMake; .incbin takes the files as they are when this is built. */
#include "experiment/page/asset.h"

#define ASSET(name, path)                                                                                                        \
    __asm__(".pushsection .rodata\n.global asset_" #name "\nasset_" #name ":\n.incbin \"" path "\"\n.byte 0\n.popsection\n");    \
    extern const char asset_##name[]

ASSET(html, PAGE_FOLDER "/page.html");
ASSET(style, PAGE_FOLDER "/page.css");
ASSET(script, PAGE_FOLDER "/page.js");
ASSET(vega, VEGA_BUNDLE);
ASSET(dots, PAGE_FOLDER "/charts/dots.json");
ASSET(weeks, PAGE_FOLDER "/charts/weeks.json");
ASSET(timetable, PAGE_FOLDER "/charts/timetable.json");
ASSET(friends, PAGE_FOLDER "/charts/friends.json");
ASSET(log, PAGE_FOLDER "/charts/log.json");
ASSET(swings, PAGE_FOLDER "/charts/swings.json");

const char *asset_text(enum asset asset)
{
    static const char *const texts[ASSETS] = {
        asset_html,  asset_style,     asset_script,  asset_vega, asset_dots,
        asset_weeks, asset_timetable, asset_friends, asset_log,  asset_swings,
    };
    return texts[asset];
}
