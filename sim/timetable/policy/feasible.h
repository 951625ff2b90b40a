/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Says why no plan exists: E110 a pod that fits nowhere, E111 demand over capacity. Nothing is said that has not been checked by arithmetic
 * on the numbers that the message quotes, or proven by the integer programme.
 */
#ifndef TIMETABLE_FEASIBLE_H
#define TIMETABLE_FEASIBLE_H

#include "timetable/policy/kind.h"
#include "timetable/timetable.h"

/*
 * Whether a year can be planned when everyone is alike. KITH_INVALID: said why not. *slot: students that a unit takes the room of. *mixed: pods
 * of two sizes, for which arithmetic does not decide.
 */
enum kith_status feasible_alike(const struct timetable *timetable, const struct timetable_school *school,
                                const struct kinds *kinds, int64_t *slot, bool *mixed, struct kith_report *report);

/* A pod of so many students fits into no place of a kind that it needs: says so (E110) and returns true. */
bool feasible_pod_nowhere(const struct places *places, const struct kinds *kinds, uint32_t size, struct kith_report *report);

/*
 * Looks for kinds that need more than the blocks offer, by a minimum cut: demand[k] in all, at most room[k][b] in each block and open[b] units
 * there. Says so (E111) and returns true if there are any.
 */
bool feasible_hall(const struct places *places, const struct kinds *kinds, const int64_t *demand, const int64_t *room,
                   const int64_t *open, const char *unit, struct kith_report *report);

#endif
