#include "temgoc/cli.h"

int main(int argc, char** argv) { return temgoc::run_cli(argc, argv); }
