/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kith/kith.h"

const char *kith_closing(void)
{
    return "Distress here is simulated distress. Results are statements about a model under stated assumptions, not forecasts. "
           "Peer support does not replace services.";
}
