/* How the side-by-side page looks and what its keys do. */
#ifndef TOOLS_FORMAT_PAGE_LOOK_H
#define TOOLS_FORMAT_PAGE_LOOK_H

extern const char page_style[], page_script[];

#endif
