/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timetable/policy.h"

enum kith_status policy_longitudinal(const struct policy_year *year)
{
    return policy_rotate(year);
}
