package picture

// The title above and the line of sources below, which every picture has.

// heading sets the title and the lead below each other and returns where they end.
func (d *Drawing) heading(x, y, width int, title, lead string, large, small lettering) int {
	y = d.text(x, y, balance(title, large, width, 4), large, "ink")
	if lead == "" {
		return y
	}
	return d.text(x, y+large.size/4, balance(lead, small, width, 6), small, "ink-quiet")
}

// footing sets the line of sources, quiet, and returns where it ends.
func (d *Drawing) footing(x, y, width int, source string, l lettering) int {
	return d.text(x, y, balance(source, l, width, 4), l, "ink-quiet")
}
