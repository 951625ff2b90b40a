/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A YAML file as a tree of nodes with positions. The tree is built from libyaml's events with bounds on size, depth and count,
 * because libyaml's own loader has none (200 kB of "[" took it 18 s). Anchors, aliases, tags, directives and further
 * documents are refused: a scenario says everything where it is used.
 */
#ifndef SCENARIO_YAML_H
#define SCENARIO_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "kith/status.h"

enum {
    YAML_DEPTH_MAX = 16,
    YAML_NODES_MAX = 10000 /* 64 arms × 150 parameters fit */
};

enum yaml_kind {
    YAML_TEXT,
    YAML_NULL, /* nothing, ~ or null without quotes */
    YAML_LIST,
    YAML_MAP,
    YAML_REFUSED /* already reported: to be passed over in silence */
};

struct yaml_node {
    enum yaml_kind kind;
    bool plain; /* a text without quotes */
    int line, column;
    char *text; /* NULL unless a text */
    char *key;  /* NULL unless in a mapping */
    int key_line, key_column;
    struct yaml_node *first, *last, *next; /* children, and the next child of the same parent */
};

struct yaml_tree {
    struct yaml_node *nodes; /* the first is the root; they never move */
    size_t count;
};

/* On KITH_INVALID the tree holds what could be understood, so that reading can go on; nothing (count 0) if it is not YAML at all.
 */
enum kith_status yaml_tree_read(struct yaml_tree *tree, const char *path, const char *text, size_t length,
                                struct kith_report *report);
void yaml_tree_clear(struct yaml_tree *tree);

#endif
