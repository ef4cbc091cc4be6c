"""One module per format. All but `plain` run in the child process."""
