// Found beside the header, so that nothing comes from the installed kernel's.
#define NEW_TREE 1
#define OF_ANOTHER_HEADER 2
#define RWF_NEW 0x40
