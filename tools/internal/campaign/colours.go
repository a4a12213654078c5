package campaign

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Colour is a colour as #rrggbb, or Transparent.
type Colour string

// Transparent shows the page's own colour.
const Transparent Colour = "transparent"

// Paper is the page's own colour in the light scheme and in the dark one, as in assets/css/tokens.css.
var Paper = [2]Colour{"#fbf8f1", "#15171a"}

var colourPattern = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// RGB returns the three parts of a colour, from 0 to 255; ok is false for what is none.
func (c Colour) RGB() (rgb [3]uint8, ok bool) {
	if !colourPattern.MatchString(string(c)) {
		return rgb, false
	}
	n, err := strconv.ParseUint(string(c[1:]), 16, 32)
	return [3]uint8{uint8(n >> 16), uint8(n >> 8), uint8(n)}, err == nil
}

// Contrast returns the contrast ratio of two colours as WCAG 2 defines it, from 1 to 21.
func (c Colour) Contrast(other Colour) float64 {
	x, y := c.luminance(), other.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func (c Colour) luminance() float64 {
	rgb, _ := c.RGB()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		part := float64(rgb[i]) / 255
		if part <= 0.04045 {
			sum += weight * part / 12.92
		} else {
			sum += weight * math.Pow((part+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// Schemes returns the palettes of the light scheme and of the dark one.
func (c Colours) Schemes() [2]Palette { return [2]Palette{c.Light, c.Dark} }

// StyleSheet returns the style sheet of the statuses: a class s-ID for each, which sets --status, --wash and --bar. An
// element of a status without a wash of its own has an --edge, and one whose ink cannot be read on paper a --sign that can.
func (v Vocabulary) StyleSheet() string {
	var tokens [2]strings.Builder
	var classes strings.Builder
	var washless []string
	for _, s := range v.Statuses {
		for i, p := range s.Colours.Schemes() {
			fmt.Fprintf(&tokens[i], " --s-%[1]s: %[2]s; --s-%[1]s-wash: %[3]s; --s-%[1]s-bar: %[4]s;", s.ID, p.Ink, p.Wash, p.Bar)
		}
		fmt.Fprintf(&classes, "  .s-%[1]s { --status: var(--s-%[1]s); --wash: var(--s-%[1]s-wash); --bar: var(--s-%[1]s-bar); ", s.ID)
		if s.Colours.Light.Ink.Contrast(Paper[0]) < 3 || s.Colours.Dark.Ink.Contrast(Paper[1]) < 3 {
			classes.WriteString("--sign: var(--bar); ")
		}
		classes.WriteString("}\n")
		if slices.Contains([]Colour{s.Colours.Light.Wash, s.Colours.Dark.Wash}, Transparent) {
			washless = append(washless, fmt.Sprintf(".s-%s", s.ID))
		}
	}
	if len(washless) > 0 {
		fmt.Fprintf(&classes, "  %s { --edge: var(--rule); --weight: 400; }\n", strings.Join(washless, ", "))
	}
	return fmt.Sprintf("@layer tokens {\n  :root {%s }\n  @media (prefers-color-scheme: dark) {\n    :root {%s }\n  }\n%s}\n",
		tokens[0].String(), tokens[1].String(), classes.String())
}
