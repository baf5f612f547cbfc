// Starts `temgoc-verify` with the arguments that it was given.
#include "temgoc/verify_cli/verify_cli.h"

int main(int argc, char** argv) { return temgoc::run_verify_cli(argc, argv); }
