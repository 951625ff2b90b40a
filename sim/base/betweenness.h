/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Betweenness of the vertices of an undirected graph (Brandes 2001, by igraph): over pairs of others, the share of their shortest
 * paths that leads through the vertex. */
#ifndef BASE_BETWEENNESS_H
#define BASE_BETWEENNESS_H

#include <stddef.h>
#include <stdint.h>

#include "kith/status.h"

/* ends: two vertices per edge, each pair once. score: one per vertex. Takes igraph's lock: for serial points. */
enum kith_status betweenness_measure(uint32_t vertices, const uint32_t *ends, size_t edges, double *score);

#endif
