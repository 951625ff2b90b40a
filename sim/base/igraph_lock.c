/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/igraph_lock.h"

#include <pthread.h>

#include <igraph/igraph.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void igraph_lock_enter(void)
{
    pthread_mutex_lock(&lock);
    igraph_set_error_handler(igraph_error_handler_ignore);
    igraph_set_warning_handler(igraph_warning_handler_ignore);
}

void igraph_lock_enter_seeded(uint32_t seed)
{
    igraph_lock_enter();
    igraph_rng_seed(igraph_rng_default(), seed);
}

void igraph_lock_leave(void)
{
    pthread_mutex_unlock(&lock);
}
