package audit

import "slices"

func pageH1(o *site, report *report) {
	for f, p := range o.pages() {
		switch n := p.Firsts(); n {
		case 1:
		case 0:
			report.errorf(f.Name, "the page has no <h1>")
		default:
			report.errorf(f.Name, "the page has %d <h1>", n)
		}
	}
}

func headingOrder(o *site, report *report) {
	for f, p := range o.pages() {
		// What comes before the first <h1>, such as a heading of the navigation, is not part of the text.
		levels := p.Headings[max(slices.Index(p.Headings, 1), 0):]
		for i := 1; i < len(levels); i++ {
			if levels[i] > levels[i-1]+1 {
				report.errorf(f.Name, "an <h%d> follows an <h%d>", levels[i], levels[i-1])
			}
		}
	}
}

func imageSize(o *site, report *report) {
	for f, p := range o.pages() {
		for _, i := range p.Images {
			if !i.Sized {
				report.errorf(f.Name, "image %q has no width or no height in pixels", i.Address)
			}
		}
	}
}

func imageAlt(o *site, report *report) {
	for f, p := range o.pages() {
		for _, i := range p.Images {
			if !i.Alt {
				report.errorf(f.Name, "image %q has no alt", i.Address)
			}
		}
	}
}
