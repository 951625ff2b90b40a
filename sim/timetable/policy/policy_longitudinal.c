/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Policy longitudinal: one home site for the year, all rotations there.
 *
 * A site with room c_r for rotation r takes the largest n with q_r n <= B c_r for all r (kinds_most). Home sites that students.csv gives are
 * kept; of what is left over, the other students take an even share of every site in the order of draw rotation word 1. Within a site orders
 * of rotations and places are drawn as in rotate. A pinned block may be elsewhere; the home is then the one given, or the first pin's site.
 */
#include "timetable/policy/policy.h"

enum kith_status policy_longitudinal(const struct policy_year *year)
{
    return policy_students(year, false);
}
