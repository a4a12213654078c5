package check

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/picture"
)

// The rules of this file look at pictures: those beside a page, which builds publish in several sizes, with a caption and a
// credit. A small sign in static/ is shown as it is. In drafts, which a document may just have become, they warn.

var pictureRules = []Rule{
	{"picture-file", "a picture beside a page is a JPEG, PNG, GIF or WebP of at most 5 MB, and not damaged", pictureFile},
	{"picture-beside", "a picture in a text is beside its page, or in static/ in the same formats", overProse(pictureBeside)},
	{"picture-caption", "a picture beside a page has a caption and a credit", overProse(pictureCaption)},
	{"picture-place", "a picture, a figure or a quotation set apart has a paragraph of its own", overProse(picturePlace)},
}

func pictureFile(c *campaign.Campaign, report *report) {
	for _, file := range c.Attachments {
		var message, hint string
		switch {
		case picture.Foreign(file):
			message, hint = "picture must be "+picture.Names, "open it in a picture editor and save it as a JPEG"
		case picture.Is(file):
			if data, err := c.ReadFile(file); err == nil {
				message, hint = picture.Problem(file, data)
			}
		}
		if message != "" {
			ready := func(p campaign.Page) bool { return !p.Draft }
			report.graded(slices.ContainsFunc(c.PagesOf(file), ready), diag.Position{File: file}, message).WithHint(hint)
		}
	}
}

// graded adds an error about what is ready, and a warning about what is not.
func (r *report) graded(ready bool, at diag.Position, message string) *diag.Problem {
	if !ready {
		return r.warnf(at, "%s", message)
	}
	return r.errorf(at, "%s", message)
}

// shows reports whether an image is of a file beside the page.
func (p *prose) shows(l link) bool {
	return l.image && !strings.HasPrefix(l.address, "/") && p.site.beside(p.page, l.address) != nil
}

func pictureBeside(p *prose, report *report) {
	for _, l := range p.links {
		u, internal := l.internal()
		switch {
		case !l.image:
		case p.shows(l) && !picture.Is(l.address):
			report.errorf(p.at(l.at), "picture %q must be %s", l.address, picture.Names).WithHint("save it in one of these formats, beside the page")
		case internal:
			there, _, _ := p.site.find(p.page, u.Path)
			switch {
			case there == nil && !p.site.later(u.Path): // broken-link reports it
			case there == nil || !there.file:
				report.errorf(p.at(l.at), "%q is not a picture of content/ or static/", l.address).WithHint("put the picture beside the page, and write its name")
			case there.page == p.page:
				report.errorf(p.at(l.at), "picture %q is beside the page", l.address).WithHint(fmt.Sprintf("write only its name: (%s ...)", path.Base(u.Path)))
			case there.page != nil:
				report.errorf(p.at(l.at), "picture %q belongs to another page", l.address).WithHint("copy it beside this page, and write only its name")
			case !picture.Is(u.Path):
				report.errorf(p.at(l.at), "picture %q must be %s: pages leave room for it by its size in pixels", l.address, picture.Names).
					WithHint("save it in one of these formats, in static/")
			}
		}
	}
}

func pictureCaption(p *prose, report *report) {
	for _, l := range p.links {
		if !p.shows(l) {
			continue
		}
		caption, credit := picture.Credited(l.title)
		missing := "a credit"
		if caption == "" && credit == "" {
			missing = "a caption and a credit"
		} else if caption == "" {
			missing = "a caption"
		}
		if placeholders.MatchString(l.title) {
			report.graded(!p.page.Draft, p.at(l.at), "placeholder in the caption or credit of a picture").
				WithHint(fmt.Sprintf(`write ![what it shows](%s "Where and when | Who took it")`, l.address))
			continue
		}
		if caption != "" && credit != "" {
			continue
		}
		report.graded(!p.page.Draft, p.at(l.at), "picture without "+missing).
			WithHint(fmt.Sprintf(`write ![what it shows](%s "Where and when | Who took it")`, l.address))
	}
}

func picturePlace(p *prose, report *report) {
	for _, l := range p.links {
		if p.shows(l) && !l.alone {
			report.graded(!p.page.Draft, p.at(l.at), "picture in a line of text").WithHint("put it on a line of its own in the text, with an empty line before and after it")
		}
	}
	for _, s := range p.shortcodes {
		if slices.Contains(blockShortcodes, s.name) && s.name != figure && !p.apart(s) {
			report.errorf(p.at(s.from), "shortcode %q in a line of text", s.name).WithHint("put it on a line of its own, with an empty line before and after it")
		}
	}
}

// The shortcodes that print a block, not words in a line.
const figure = "figure"

var blockShortcodes = []string{figure, "pullquote"}

// figures adds what the shortcode of pictures shows to the images of a text, so that they have the same rules.
func (p *prose) figures() {
	for _, s := range p.shortcodes {
		if s.name != figure || s.mistake != "" {
			continue
		}
		named := map[string]string{}
		for _, a := range s.arguments {
			named[a.name] = a.value
		}
		p.links = append(p.links, link{
			at: s.from, image: true, address: named["src"], text: strings.TrimSpace(named["alt"]),
			title: named["caption"] + "|" + named["credit"], alone: p.apart(s),
		})
	}
}

// apart reports whether a shortcode is a paragraph of a page's text.
func (p *prose) apart(s shortcode) bool {
	before, after := p.text[:s.from], p.text[s.to:]
	line, _, _ := bytes.Cut(after, []byte("\n"))
	_, rest, _ := bytes.Cut(after, []byte("\n"))
	next, _, _ := bytes.Cut(rest, []byte("\n"))
	return p.body && len(bytes.TrimSpace(line)) == 0 && len(bytes.TrimSpace(next)) == 0 && startsParagraph(before)
}

// startsParagraph reports whether what comes after a text starts a paragraph at the margin.
func startsParagraph(before []byte) bool {
	lines := bytes.Split(before, []byte("\n"))
	n := len(lines)
	return len(lines[n-1]) == 0 && (n == 1 || len(bytes.TrimSpace(lines[n-2])) == 0)
}

// besideHint returns where to put a picture of a page.
func besideHint(p *campaign.Page) string {
	folder, base := path.Split(p.Doc.File)
	name, ending, _ := strings.Cut(base, ".")
	switch name {
	case "index":
		return "put the file into " + folder
	case "_index":
		return "put the file into static/ and write its address from there, /NAME"
	}
	return fmt.Sprintf("move the page to %s%s/index.%s, and put the file beside it", folder, name, ending)
}
