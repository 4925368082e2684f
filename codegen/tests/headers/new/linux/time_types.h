// Found beside the header, so that nothing comes from the installed kernel's.
#define NEW_TREE 1
