/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * igraph (as Debian builds it) and GLPK keep process-wide state: one thread at a time may be inside either, between enter and
 * leave. Entering replaces igraph's error handler, which would end the process, by one that only returns.
 */
#ifndef BASE_IGRAPH_LOCK_H
#define BASE_IGRAPH_LOCK_H

#include <stdint.h>

void igraph_lock_enter(void);

/* The same, and seeds igraph's default generator. */
void igraph_lock_enter_seeded(uint32_t seed);

void igraph_lock_leave(void);

#endif
