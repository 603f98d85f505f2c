// The header a second time in one program: nothing in it may be defined twice.
#include "gradcheck.hpp"
