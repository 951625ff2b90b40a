/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static volatile sig_atomic_t caught;

static void on_signal(int signal)
{
    (void)signal;
    caught = 1;
}

void cli_catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND}; /* a second Ctrl-C ends at once */
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN}; /* a full disk or a file-size limit is reported, not fatal */
    sigaction(SIGXFSZ, &ignore, NULL);
}

bool cli_cancelled(void *context)
{
    (void)context;
    return caught;
}

void cli_duration(double seconds, char *buffer, size_t size)
{
    if (seconds < 90)
        snprintf(buffer, size, "%.0f s", ceil(seconds));
    else if (seconds < 5400)
        snprintf(buffer, size, "%.0f min", seconds / 60);
    else
        snprintf(buffer, size, "%.1f h", seconds / 3600);
}

void cli_show_progress(void *context, const struct kith_progress *p)
{
    (void)context;
    if (!isatty(STDERR_FILENO))
        return;
    double fresh = (double)(p->done - p->done_before), rate = p->seconds > 0 ? fresh / p->seconds : 0;
    char left[32] = "?";
    if (p->seconds > 2 && rate > 0) /* the first replicates say little */
        cli_duration((double)(p->total - p->done) / rate, left, sizeof left);
    fprintf(stderr, "\r%3.0f%%  %.0f simulated weeks/s  %s left   ", p->total ? 100.0 * (double)p->done / (double)p->total : 100,
            rate, left);
    fflush(stderr);
}

void cli_end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

void cli_print_field(const char *text)
{
    bool quoted = strpbrk(text, ",\"\r\n") != NULL;
    if (quoted)
        putchar('"');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    if (quoted)
        putchar('"');
}

void cli_print_wrapped(const char *text, int indent)
{
    while (*text) {
        size_t length = strlen(text), room = (size_t)(CLI_TEXT_WIDTH - indent), cut = length;
        if (length > room)
            for (cut = room; cut > 1 && text[cut] != ' ';)
                cut--;
        printf("%*s%.*s\n", indent, "", (int)cut, text);
        text += cut + (text[cut] == ' ');
    }
}

void cli_print_support_line(const char *line)
{
    if (line && line[0])
        printf("%s\n", line);
}

void cli_print_closing(const char *support_line)
{
    cli_print_wrapped(kith_closing(), 0);
    cli_print_support_line(support_line);
}
