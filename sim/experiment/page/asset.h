/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's own files, which are part of the program: a page can be written wherever kith is. */
#ifndef EXPERIMENT_PAGE_ASSET_H
#define EXPERIMENT_PAGE_ASSET_H

enum asset {
    ASSET_HTML,
    ASSET_STYLE,
    ASSET_SCRIPT,
    ASSET_VEGA,
    ASSET_CHART_DOTS,
    ASSET_CHART_WEEKS,
    ASSET_CHART_TIMETABLE,
    ASSET_CHART_FRIENDS,
    ASSET_CHART_LOG,
    ASSET_CHART_SWINGS,
    ASSETS
};

/* Its text, ended by a 0. */
const char *asset_text(enum asset asset);

#endif
