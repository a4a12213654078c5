package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// read goes through an SVG and lists what is wrong with it: what is no XML, and what is not as plain as it is to be. It
// returns the texts.
func read(svg []byte) (texts []string, err error) {
	elements := []string{"svg", "title", "desc", "style", "path", "text"}
	attributes := []string{
		"xmlns", "width", "height", "viewBox", "lang", "direction", "role", "aria-labelledby", "aria-describedby", "id",
		"class", "d", "x", "y", "transform", "text-anchor", "font-size",
	}
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	var within []string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return texts, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			within = append(within, token.Name.Local)
			if !slices.Contains(elements, token.Name.Local) {
				return nil, fmt.Errorf("an element <%s>", token.Name.Local)
			}
			for _, a := range token.Attr {
				if !slices.Contains(attributes, a.Name.Local) {
					return nil, fmt.Errorf("an attribute %s", a.Name.Local)
				}
				if a.Name.Local != "xmlns" && a.Name.Local != "lang" && strings.Contains(a.Value, ":") {
					return nil, fmt.Errorf("%s refers to %q", a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			within = within[:len(within)-1]
		case xml.CharData:
			switch text := string(token); strings.Join(within, " ") {
			case "svg text":
				texts = append(texts, text)
			case "svg style":
				if strings.Contains(text, "url(") || strings.Contains(text, "@import") {
					return nil, fmt.Errorf("the style refers to something: %s", text)
				}
			}
		default:
			return nil, fmt.Errorf("neither an element nor text: %T", token)
		}
	}
}

func TestSVG(t *testing.T) {
	for name, d := range drawings() {
		texts, err := read(d.SVG())
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, d.SVG())
			continue
		}
		var want []string
		for _, l := range d.labels {
			want = append(want, l.text)
		}
		if !slices.Equal(texts, want) {
			t.Errorf("%s: the texts are %q, want %q", name, texts, want)
		}
	}
}

// TestSVGIsForEverybody: who does not see it hears its title and what it shows; who reads in the dark gets it dark.
func TestSVGIsForEverybody(t *testing.T) {
	l := List{
		Head:  Head{Lang: "en", Title: "Mexico & Canada", Lead: "Where it stood on 24 November 2026.", Source: "Declaration Watch"},
		Items: []Item{{Name: "Counter xenophobia", Status: "stalled", Label: "Stalled", Date: "6 Sep 2025"}, {Name: "Reunify families", Label: "Announced"}},
	}
	svg := string(l.Draw(style).SVG())
	for _, want := range []string{
		`lang="en"`, `role="img"`, `-title">Mexico &amp; Canada</title>`,
		`-desc">Where it stood on 24 November 2026. Counter xenophobia: Stalled, 6 Sep 2025. Reunify families: Announced. Declaration Watch</desc>`,
		`.dw-s-stalled-wash{fill:#fffff3}`, `{font-family:system-ui, `, `.dw-s{font-family:"Iowan Old Style", `, `@media (prefers-color-scheme:dark){.dw-paper{fill:#15171a}`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
	id := strings.Split(svg, `"`)[slices.Index(strings.Split(svg, `"`), " aria-labelledby=")+1]
	if strings.Count(svg, `"`+id+`"`) != 2 {
		t.Errorf("the title %s is not the one that the picture is labelled by", id)
	}
	other := l
	other.Title = "Canada"
	if strings.Contains(string(other.Draw(style).SVG()), id) {
		t.Error("two pictures share an id")
	}
}

func TestGridInWords(t *testing.T) {
	g := Grid{
		Head: Head{Lead: "On a day."}, Columns: []string{"A", "B", "C"}, Legend: statuses[:3],
		Groups: []Group{{"Pillar", []Row{{"Canada", []string{"announced", "", "announced"}}, {"Haiti", nil}, {"Peru", []string{"fulfilled", "announced"}}}}},
	}
	if got, want := g.describe(), "On a day. Canada: Announced 2. Peru: Fulfilled 1, Announced 1."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	for range 3 {
		if !bytes.Equal(sampleGrid().Draw(style).SVG(), sampleGrid().Draw(style).SVG()) || !bytes.Equal(sampleList(9).Draw(style).SVG(), sampleList(9).Draw(style).SVG()) {
			t.Error("the SVG differs")
		}
		if !bytes.Equal(encoded(t, sampleGrid().Draw(style)), encoded(t, sampleGrid().Draw(style))) || !bytes.Equal(encoded(t, sampleList(9).Draw(style)), encoded(t, sampleList(9).Draw(style))) {
			t.Error("the PNG differs")
		}
	}
}
