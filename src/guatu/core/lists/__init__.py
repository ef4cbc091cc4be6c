"""Lists of anything: filtered, sorted and cut into pages, with what each further choice would leave."""
