package audit

import "slices"

func pageH1(o *output, report *report) {
	for f, p := range o.pages() {
		switch n := p.firsts(); n {
		case 1:
		case 0:
			report.errorf(f.name, "the page has no <h1>")
		default:
			report.errorf(f.name, "the page has %d <h1>", n)
		}
	}
}

// firsts counts the headings of the first level.
func (p *page) firsts() int {
	n := 0
	for _, level := range p.headings {
		if level == 1 {
			n++
		}
	}
	return n
}

func headingOrder(o *output, report *report) {
	for f, p := range o.pages() {
		// What stands before the first <h1>, such as a heading of the navigation, belongs to no text.
		levels := p.headings[max(slices.Index(p.headings, 1), 0):]
		for i := 1; i < len(levels); i++ {
			if levels[i] > levels[i-1]+1 {
				report.errorf(f.name, "an <h%d> follows an <h%d>", levels[i], levels[i-1])
			}
		}
	}
}

func imageSize(o *output, report *report) {
	for f, p := range o.pages() {
		for _, i := range p.images {
			if !i.sized {
				report.errorf(f.name, "image %q lacks its width or its height in pixels", i.address)
			}
		}
	}
}

func imageAlt(o *output, report *report) {
	for f, p := range o.pages() {
		for _, i := range p.images {
			if !i.alt {
				report.errorf(f.name, "image %q has no alt", i.address)
			}
		}
	}
}
