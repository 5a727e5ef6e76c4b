/* The option table at work: settings files, command line, help, completion. */
#ifndef TOOLS_COMMON_OPTIONS_H
#define TOOLS_COMMON_OPTIONS_H

#include "tools/common/tool.h"

/* See tool_start. */
void options_read(const tool_spec *tool, int *count, char ***arguments);

/* Sets one option from text; false with a message when the value does not fit. `where` names its
 * place ("--style", "./.libtext.ini:3: style"). `value` must live as long as the process. */
bool option_set(const option_spec *option, const char *value, const char *where);

/* The option of that name among the tool's and the common ones, or NULL. */
const option_spec *option_find(const tool_spec *tool, const char *name);

/* May it stand in a settings file? Not what ends the run, nor --no-config. */
bool option_in_files(const option_spec *option);

/* Applies ./.libtext.ini over $XDG_CONFIG_HOME/libtext/config.ini: sections [all] and [vn-NAME],
 * `option = value`. Ends the process with 2 on a line it can't take. */
void settings_files_read(const tool_spec *tool);

#endif
