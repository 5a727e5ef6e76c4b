#include "tools/common/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libtext/libtext.h>

static bool show_help, show_version, show_completion, no_config;
static int ui;
static bool ui_chosen; /* on the command line */

#define MOST_JOBS 256

static const option_spec common[] = {
    {"jobs", 'j', OPTION_INTEGER, &settings.jobs, "N", 1, MOST_JOBS,
     "threads (default: all processors)", "số luồng (mặc định: mọi bộ xử lý)"},
    {"ndjson", 0, OPTION_FLAG, &settings.ndjson, NULL, 0, 0, "one JSON object a line in and out",
     "mỗi dòng một đối tượng JSON, vào và ra"},
    {"pass", 0, OPTION_FLAG, &settings.pass, NULL, 0, 0,
     "with --ndjson: copy unknown members under \"extra\"",
     "với --ndjson: chép các trường lạ vào \"extra\""},
    {"invalid", 0, OPTION_CHOICE, &settings.invalid, "refuse|replace", 0, 0,
     "invalid UTF-8: refuse, or replace by U+FFFD", "UTF-8 hỏng: từ chối, hoặc thay bằng U+FFFD"},
    {"progress", 0, OPTION_CHOICE, &settings.progress, "auto|always|never", 0, 0,
     "progress line on stderr", "dòng tiến độ trên stderr"},
    {"ui", 0, OPTION_CHOICE, &ui, "auto|vi|en", 0, 0, "language of messages",
     "ngôn ngữ của thông báo"},
    {"data", 0, OPTION_STRING, &settings.data, "DIR", 0, 0, "folder of dictionaries",
     "thư mục từ điển"},
    {"no-config", 0, OPTION_FLAG, &no_config, NULL, 0, 0, "do not read settings files",
     "không đọc tệp cấu hình"},
    {"completion", 0, OPTION_FLAG, &show_completion, NULL, 0, 0, "print a bash completion script",
     "in kịch bản hoàn thành lệnh cho bash"},
    {"help", 'h', OPTION_FLAG, &show_help, NULL, 0, 0, "this help", "trợ giúp này"},
    {"version", 0, OPTION_FLAG, &show_version, NULL, 0, 0, "the version", "phiên bản"},
};

#define COMMON_COUNT (sizeof common / sizeof *common)

static const option_spec *option_at(const tool_spec *tool, size_t index)
{
    return index < tool->option_count ? &tool->options[index] : &common[index - tool->option_count];
}

const option_spec *option_find(const tool_spec *tool, const char *name)
{
    for (size_t i = 0; i < tool->option_count + COMMON_COUNT; i++)
        if (strcmp(option_at(tool, i)->name, name) == 0)
            return option_at(tool, i);
    return NULL;
}

static bool refuse(const char *where, const char *value, const char *expected)
{
    trouble(say("%s: \"%s\" is not %s", "%s: \"%s\" không phải %s"), where, value, expected);
    return false;
}

static bool set_number(const option_spec *option, const char *value, const char *where)
{
    char *end, range[96];
    errno = 0;
    double number = option->kind == OPTION_INTEGER ? 0 : strtod(value, &end);
    long integer = option->kind == OPTION_INTEGER ? strtol(value, &end, 10) : 0;
    bool inside = option->kind == OPTION_INTEGER
                      ? integer >= option->minimum && integer <= option->maximum
                      : number >= (double)option->minimum && number <= (double)option->maximum;
    if (errno || end == value || *end || !inside) {
        snprintf(range, sizeof range, say("a number from %ld to %ld", "số từ %ld đến %ld"),
                 option->minimum, option->maximum);
        return refuse(where, value, range);
    }
    if (option->kind == OPTION_INTEGER)
        *(long *)option->target = integer;
    else
        *(double *)option->target = number;
    return true;
}

static bool set_choice(const option_spec *option, const char *value, const char *where)
{
    size_t length = strlen(value);
    int index = 0;
    for (const char *at = option->argument; at; index++) {
        size_t word = strcspn(at, "|");
        if (word == length && memcmp(at, value, word) == 0) {
            *(int *)option->target = index;
            return true;
        }
        at = at[word] ? at + word + 1 : NULL;
    }
    return refuse(where, value, option->argument);
}

static bool set_flag(const option_spec *option, const char *value, const char *where)
{
    bool on = !value || strcmp(value, "true") == 0 || strcmp(value, "yes") == 0;
    if (!on && strcmp(value, "false") != 0 && strcmp(value, "no") != 0)
        return refuse(where, value, "true|false");
    *(bool *)option->target = on;
    return true;
}

static bool add_to_list(option_list *list, const char *value)
{
    const char **values = realloc(list->values, (list->count + 1) * sizeof *values);
    if (!values)
        give_up("out of memory");
    list->values = values;
    list->values[list->count++] = value;
    return true;
}

bool option_in_files(const option_spec *option)
{
    const void *target = option->target;
    return target != &show_help && target != &show_version && target != &show_completion &&
           target != &no_config;
}

bool option_set(const option_spec *option, const char *value, const char *where)
{
    switch (option->kind) {
    case OPTION_FLAG:
        return set_flag(option, value, where);
    case OPTION_STRING:
        *(const char **)option->target = value;
        return true;
    case OPTION_INTEGER:
    case OPTION_DECIMAL:
        return set_number(option, value, where);
    case OPTION_CHOICE:
        if (!set_choice(option, value, where))
            return false;
        if (option->target == &ui && ui && !ui_chosen) /* for the messages from here on */
            settings.vietnamese = ui == 1;
        return true;
    case OPTION_LIST:
        return add_to_list(option->target, value);
    }
    return false;
}

static size_t width_of(const char *text)
{
    return lt_utf8_count(text, strlen(text));
}

static void print_option(const option_spec *option)
{
    char left[256];
    bool takes = option->kind != OPTION_FLAG;
    if (option->letter)
        snprintf(left, sizeof left, "-%c, --%s%s%s", option->letter, option->name, takes ? "=" : "",
                 takes ? option->argument : "");
    else
        snprintf(left, sizeof left, "    --%s%s%s", option->name, takes ? "=" : "",
                 takes ? option->argument : "");
    const char *text = say(option->en, option->vi);
    size_t width = width_of(left);
    if (width > 26)
        printf("  %s\n  %26s  %s\n", left, "", text);
    else
        printf("  %s%*s  %s\n", left, (int)(26 - width), "", text);
}

static void print_help(const tool_spec *tool)
{
    printf("%s: %s %s %s\n%s\n\n", say("usage", "cách dùng"), tool->name,
           say("[OPTION...]", "[TÙY CHỌN...]"), tool->operands, say(tool->en, tool->vi));
    for (size_t i = 0; i < tool->option_count; i++)
        print_option(&tool->options[i]);
    printf("\n%s:\n", say("common options", "tùy chọn chung"));
    for (size_t i = 0; i < COMMON_COUNT; i++)
        print_option(&common[i]);
    printf("\n%s\n", say("exit: 0 done, 1 done and something was found, 2 trouble",
                         "mã thoát: 0 xong, 1 xong và có phát hiện, 2 có sự cố"));
}

static void print_completion(const tool_spec *tool)
{
    printf("complete -o default -W '");
    for (size_t i = 0; i < tool->option_count + COMMON_COUNT; i++) {
        const option_spec *option = option_at(tool, i);
        printf("%s--%s%s", i ? " " : "", option->name, option->kind == OPTION_FLAG ? "" : "=");
    }
    printf("' %s\n", tool->name);
}

static void end_after(void)
{
    exit(tool_finish(0));
}

/* Tables for getopt_long out of ours; `val` is the index plus a base above any letter. */
#define OPTION_BASE 256

typedef struct tables {
    const tool_spec *tool;
    struct option *longs;
    char *letters; /* begins with ':', so that getopt is silent: its messages are English alone */
} tables;

static tables make_tables(const tool_spec *tool)
{
    size_t total = tool->option_count + COMMON_COUNT;
    tables made = {tool, calloc(total + 1, sizeof *made.longs), calloc(2 * total + 2, 1)};
    if (!made.longs || !made.letters)
        give_up("out of memory");
    made.letters[0] = ':';
    for (size_t i = 0; i < total; i++) {
        const option_spec *option = option_at(tool, i);
        int takes = option->kind != OPTION_FLAG;
        made.longs[i] = (struct option){option->name, takes, NULL, (int)i + OPTION_BASE};
        if (option->letter) {
            char letter[3] = {option->letter, takes ? ':' : '\0', '\0'};
            strcat(made.letters, letter);
        }
    }
    return made;
}

static void free_tables(tables *tables)
{
    free(tables->longs);
    free(tables->letters);
}

/* The option of a code that getopt_long gave, or NULL. */
static const option_spec *option_of(const tables *tables, int code)
{
    if (code >= OPTION_BASE)
        return option_at(tables->tool, (size_t)(code - OPTION_BASE));
    for (size_t i = 0; i < tables->tool->option_count + COMMON_COUNT; i++)
        if (option_at(tables->tool, i)->letter == code && code)
            return option_at(tables->tool, i);
    return NULL;
}

/* --ui and --no-config, however shortened, must be known before anything else is done. */
static void look_ahead(const tables *tables, int count, char **arguments)
{
    char **copy = calloc((size_t)count + 1, sizeof *copy); /* getopt sorts them */
    if (!copy)
        give_up("out of memory");
    memcpy(copy, arguments, (size_t)count * sizeof *copy);
    for (int code; (code = getopt_long(count, copy, tables->letters, tables->longs, NULL)) != -1;) {
        const option_spec *option = option_of(tables, code);
        if (option && option->target == &no_config)
            no_config = true;
        if (option && option->target == &ui && optarg) {
            if (strcmp(optarg, "vi") == 0 || strcmp(optarg, "en") == 0)
                settings.vietnamese = strcmp(optarg, "vi") == 0;
            ui_chosen = true;
        }
    }
    optind = 0; /* from the start again, as glibc has it */
    free(copy);
}

/* Says which options a shortened name could be. */
static void tell_ambiguous(const tables *tables, const char *name, size_t length)
{
    lt_buffer list = LT_BUFFER_INIT;
    for (const struct option *option = tables->longs; option->name; option++)
        if (strncmp(option->name, name, length) == 0)
            (void)lt_buffer_append_format(&list, "%s--%s", list.length ? ", " : "", option->name);
    trouble(say("--%.*s: could be %s", "--%.*s: có thể là %s"), (int)length, name, list.data);
    lt_buffer_dispose(&list);
}

/* Says what getopt_long would say; `code` is '?' or ':'. */
static void complain(const tables *tables, int code, const char *argument)
{
    const option_spec *option = option_of(tables, optopt);
    size_t length = strcspn(argument, "="), matches = 0;
    if (code == ':' && optopt < OPTION_BASE)
        trouble(say("-%c: needs a value", "-%c: cần một giá trị"), optopt);
    else if (code == ':')
        trouble(say("--%s: needs a value", "--%s: cần một giá trị"), option->name);
    else if (option)
        trouble(say("--%s: takes no value", "--%s: không nhận giá trị"), option->name);
    else if (optopt < 0 || optopt >= 0x80) /* a byte of a letter: getopt knows no others */
        trouble(say("no option -\\x%02X", "không có tùy chọn -\\x%02X"), (unsigned)optopt & 0xFF);
    else if (optopt)
        trouble(say("no option -%c", "không có tùy chọn -%c"), optopt);
    else {
        for (const struct option *known = tables->longs; known->name && length > 2; known++)
            matches += strncmp(known->name, argument + 2, length - 2) == 0;
        if (matches > 1)
            tell_ambiguous(tables, argument + 2, length - 2);
        else
            trouble(say("no option %.*s", "không có tùy chọn %.*s"), (int)length, argument);
    }
}

static void parse(const tables *tables, int count, char **arguments)
{
    for (;;) {
        int code = getopt_long(count, arguments, tables->letters, tables->longs, NULL);
        if (code == -1)
            return;
        char where[64];
        const option_spec *option = code == '?' || code == ':' ? NULL : option_of(tables, code);
        if (option)
            snprintf(where, sizeof where, "--%s", option->name);
        else
            complain(tables, code, arguments[optind - 1]);
        if (!option || !option_set(option, optarg, where)) {
            remark("%s", say("try --help", "xem --help"));
            exit(2);
        }
    }
}

void options_read(const tool_spec *tool, int *count, char ***arguments)
{
    tables tables = make_tables(tool);
    look_ahead(&tables, *count, *arguments);
    if (!no_config)
        settings_files_read(tool);
    parse(&tables, *count, *arguments);
    free_tables(&tables);
    if (show_help)
        print_help(tool);
    if (show_version)
        printf("%s (libtext) %s\n", tool->name, lt_version());
    if (show_completion)
        print_completion(tool);
    if (show_help || show_version || show_completion)
        end_after();
    *count -= optind;
    *arguments += optind;
}
