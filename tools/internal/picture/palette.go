package picture

import "slices"

// paint is a colour by what it is for. The names are those of the site's style sheets.
type paint string

// tone is a paint in the light scheme and in the dark one, as 0xRRGGBB.
type tone struct {
	name        paint
	light, dark uint32
}

// palette is every colour that pictures are drawn with, as assets/css/tokens.css and status-tokens.css say. A picture
// stands alone and cannot ask them; a test holds the two together.
var palette = []tone{
	{"paper", 0xfbf8f1, 0x15171a},
	{"surface", 0xf2ecdf, 0x1f2226},
	{"ink", 0x1b1915, 0xece7dc},
	{"ink-quiet", 0x4c473e, 0xbdb6a8},
	{"rule", 0xd8cfbd, 0x3a3d42},

	{"fulfilled", 0x0a4f43, 0x9fe0cd}, {"fulfilled-wash", 0xcfe8e0, 0x123a32}, {"fulfilled-bar", 0x0a5c4b, 0x35a98c},
	{"in-progress", 0x123f86, 0xb5d0ff}, {"in-progress-wash", 0xd8e4f7, 0x1b2f52}, {"in-progress-bar", 0x3b7fdc, 0x7fb0ff},
	{"announced", 0x3c3a36, 0xd8d2c5}, {"announced-wash", 0xe6e1d5, 0x34363a}, {"announced-bar", 0x8c8472, 0xc9c2b3},
	{"stalled", 0x663c00, 0xf3cd85}, {"stalled-wash", 0xf7e2b8, 0x44300a}, {"stalled-bar", 0xb0760c, 0xd9a441},
	{"overtaken", 0x53307a, 0xdcc3f5}, {"overtaken-wash", 0xe9def3, 0x3a2752}, {"overtaken-bar", 0x7d52a8, 0xb893dd},
	{"reversed", 0x8a1509, 0xffb9aa}, {"reversed-wash", 0xf8d9d0, 0x55190f}, {"reversed-bar", 0xcf4530, 0xf0786a},
	{"contradicted", 0xfff6f3, 0x2a0308}, {"contradicted-wash", 0x7a1020, 0xff9c94}, {"contradicted-bar", 0x7a1020, 0xff9c94},
	{"absent", 0x4c473e, 0xbdb6a8},
}

// look is how a status is painted: the ink of its sign and word, the wash behind them, and the line around a block of it.
// A status that says what is not there has no wash: paper shows through.
type look struct{ ink, wash, bar paint }

func tones(status string) look {
	wash := paint(status + "-wash")
	if slices.ContainsFunc(palette, func(t tone) bool { return t.name == wash }) {
		return look{paint(status), wash, paint(status + "-bar")}
	}
	return look{ink: "absent", bar: "rule"}
}

// isGap tells whether a cell says only that nothing was found.
func isGap(status string) bool { return status == "" || status == "no-pledge-found" }
