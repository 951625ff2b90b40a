/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_GRAPH_LAYOUT_H
#define BASE_GRAPH_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

/*
 * Places the vertices of a graph in the unit square, so that joined ones are near each other: Fruchterman and Reingold's forces, with
 * igraph. The same edges and weights give the same picture. ends holds pairs of vertices, weight (> 0) one number per edge.
 */
enum kith_status graph_layout(uint32_t vertices, const uint32_t *ends, const double *weight, size_t edges, double *x, double *y);

#endif
