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
		sum += weight * linear(rgb[i])
	}
	return sum
}

// linear returns a part of a colour as an amount of light, from 0 to 1.
func linear(part uint8) float64 {
	share := float64(part) / 255
	if share <= 0.04045 {
		return share / 12.92
	}
	return math.Pow((share+0.055)/1.055, 2.4)
}

// Distance returns how different two colours look: their distance in OKLab, from 0 to 1; ok is false if one is not valid.
func (c Colour) Distance(other Colour) (distance float64, ok bool) {
	a, isA := c.oklab()
	b, isB := other.oklab()
	return math.Sqrt(math.Pow(a[0]-b[0], 2) + math.Pow(a[1]-b[1], 2) + math.Pow(a[2]-b[2], 2)), isA && isB
}

// oklab returns a colour in OKLab, https://bottosson.github.io/posts/oklab/.
func (c Colour) oklab() (lab [3]float64, ok bool) {
	rgb, ok := c.RGB()
	r, g, b := linear(rgb[0]), linear(rgb[1]), linear(rgb[2])
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return [3]float64{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}, ok
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
