/*
 * What every tool is: a name, a table of options, a way to start, to complain and to finish.
 *
 * One table gives parsing (getopt_long), --help in two languages, --completion and the settings
 * files. A tool is one process and may keep its state in statics; the library may not.
 *
 *     static const option_spec options[] = {
 *         {"style", 0, OPTION_CHOICE, &style, "dash|delete", 0, 0, "house style", "kiểu"},
 *     };
 *     int main(int count, char **arguments)
 *     {
 *         static const tool_spec tool = {"vn-slug", "[TITLE...]", "…", "…", options, 1};
 *         tool_start(&tool, &count, &arguments);     // what is left are the operands
 *         …
 *         return tool_finish(0);
 *     }
 */
#ifndef TOOLS_COMMON_TOOL_H
#define TOOLS_COMMON_TOOL_H

#include <stdbool.h>
#include <stddef.h>

typedef enum option_kind {
    OPTION_FLAG,    /* bool */
    OPTION_STRING,  /* const char *; borrowed from the command line or kept for the process */
    OPTION_INTEGER, /* long, minimum to maximum */
    OPTION_DECIMAL, /* double, minimum to maximum */
    OPTION_CHOICE,  /* int: index of the word in `argument` */
    OPTION_LIST     /* option_list: may be given more than once */
} option_kind;

typedef struct option_list {
    const char **values;
    size_t count;
} option_list;

typedef struct option_spec {
    const char *name;
    char letter; /* 0: none */
    option_kind kind;
    void *target;
    const char *argument; /* shown in --help; for OPTION_CHOICE the words, separated by | */
    long minimum, maximum;
    const char *en, *vi; /* one line each */
} option_spec;

typedef struct tool_spec {
    const char *name, *operands;
    const char *en, *vi; /* what it does, one line */
    const option_spec *options;
    size_t option_count;
} tool_spec;

typedef enum invalid_policy { INVALID_REFUSE, INVALID_REPLACE } invalid_policy;

/* The options every tool has, filled by tool_start. */
typedef struct tool_settings {
    long jobs; /* at least 1 */
    bool ndjson, pass;
    int invalid;  /* invalid_policy */
    int progress; /* 0 auto, 1 always, 2 never */
    bool vietnamese;
    const char *data; /* --data: folder of dictionaries, or NULL */
    const char *name; /* of the tool, for messages */
} tool_settings;

extern tool_settings settings;

/*
 * Reads the settings files, then the command line. Ends the process for --help and --version (0)
 * and on a usage error (2). Afterwards *count and *arguments are the operands alone.
 */
void tool_start(const tool_spec *tool, int *count, char ***arguments);

/* Prints "tool: message" to stderr and remembers that there was trouble. */
void trouble(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for a remark that is no trouble. */
void remark(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Was there trouble? */
bool tool_troubled(void);

/* Prints the trouble and ends the process with 2: for what leaves nothing to go on with. */
_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Closes standard output, a full disk being trouble, and returns the exit code: 2 when there was
 * trouble, else `code`. */
int tool_finish(int code);

/* The message in the language of --ui. */
const char *say(const char *en, const char *vi) __attribute__((format_arg(1), format_arg(2)));

#endif
