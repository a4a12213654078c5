package embed

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// What the page for partners shows: the code for every frame, and every form in which the first one can be used.

type (
	pageFrames struct {
		Width    int                  `json:"width"`  // of the column that the code is for
		Widths   []int                `json:"widths"` // to choose from
		First    pageFrame            `json:"first"`
		Pictures map[string]*picture  `json:"pictures"` // of the first frame that has one, by the shape
		Offered  map[Kind]*offer      `json:"offered"`
		ByPage   map[string]pageFrame `json:"by_page"` // the first of those that show what a page does, by its address
		Forms    []pageForm           `json:"forms"`
	}
	// offer is the frames of a kind that the page for partners lists. Of a kind with many it has the first, of texts the newest: every
	// page then has the code of its own frame.
	offer struct {
		Frames []pageFrame `json:"frames"`
		Many   bool        `json:"many"` // there are others
	}
	pageFrame struct {
		Address string      `json:"address"` // within a language
		Kind    Kind        `json:"kind"`
		ID      campaign.ID `json:"id"`
		Title   string      `json:"title"`
		Alt     string      `json:"alt,omitempty"` // of its picture
		Path    string      `json:"path"`
		SVG     *picture    `json:"svg,omitempty"`
		PNG     *picture    `json:"png,omitempty"`
		Card    *picture    `json:"card,omitempty"`
		Square  *picture    `json:"square,omitempty"`
		Frozen  bool        `json:"frozen"` // the newest release has it too
		Name    string      `json:"name"`   // of what it shows; "" for the matrix
		Answer  string      `json:"answer"` // path of its oEmbed answers, without extension
		Height  int         `json:"height"` // at the width
		Stated  []size      `json:"stated"` // heights for some widths; frames.json has all
		Code    string      `json:"code"`
	}
	pageForm struct {
		ID     string `json:"id"`
		As     string `json:"as"` // html, markdown, or text and alt without any escapes
		Text   string `json:"text"`
		Filled string `json:"filled"` // for the first frame; "" where a value is missing
	}
)

const (
	frameCode   = `<iframe src="{%s}" title="{title}" width="100%%" height="{%s}" loading="lazy" sandbox="%sallow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" frameborder="0"></iframe>`
	creditCode  = `<p lang="{lang}" dir="{dir}"><a href="{page}">{title}</a> · {site}, {licence}</p>`
	pictureCode = `<a href="{page}" lang="{lang}" dir="{dir}"><img src="{%[1]s}" alt="{alt}" width="{%[1]s_width}" height="{%[1]s_height}" style="max-width: 100%%; height: auto" loading="lazy"></a>`
	// It is before the frame, so that it hears the first message (embed/height.js). It obeys only this site, and only the
	// frames that the page itself shows.
	scriptCode = `<script>
  addEventListener("message", (event) => {
    const { type, height } = event.data ?? {};
    if (event.origin !== "{origin}" || type !== "declaration-watch:height" || !Number.isFinite(height)) return;
    for (const frame of document.querySelectorAll('iframe[src^="{home}"]')) {
      if (frame.contentWindow === event.source) frame.height = height;
    }
  });
</script>`
)

// forms are the forms in which partners use a frame, with {braces} for values. assets/js/partner.js fills them in for
// another choice; i18n has the name of each under embed.form_ID and what to know about it under embed.note_ID.
// The first is for who may write no code.
var forms = []pageForm{
	{ID: "oembed", As: "text", Text: "{paste}"},
	{ID: "live", As: "html", Text: fmt.Sprintf(frameCode, "src", "height", "") + "\n" + creditCode},
	{ID: "frozen", As: "html", Text: fmt.Sprintf(frameCode, "frozen", "frozen_height", "") + "\n" + creditCode},
	{ID: "quotation", As: "html", Text: `<blockquote cite="{page}" lang="{lang}" dir="{dir}"><p>{alt}</p></blockquote>` + "\n" + creditCode},
	{ID: "svg", As: "html", Text: fmt.Sprintf(pictureCode, "svg")},
	{ID: "png", As: "html", Text: fmt.Sprintf(pictureCode, "png")},
	{ID: "card", As: "alt", Text: "{card_alt}"}, // below the pictures themselves
	{ID: "markdown", As: "markdown", Text: "[![{alt}]({png})]({page})\n\n[{title}]({page}) · {site}, {licence}"},
	{ID: "measured", As: "html", Text: scriptCode + "\n" + fmt.Sprintf(frameCode, "measured", "height", "allow-scripts allow-same-origin ") + "\n" + creditCode},
}

var (
	brace    = regexp.MustCompile(`\{(\w+)\}`)
	markdown = regexp.MustCompile("[\\\\`*_\\[\\]<>#|~&]")
	escaped  = map[string]func(string) string{
		"html":     strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace,
		"markdown": func(s string) string { return markdown.ReplaceAllString(s, `\$0`) },
		"text":     func(s string) string { return s },
		"alt":      func(s string) string { return s },
	}
)

// fill returns a form with its braces filled in; "" if a value is missing.
func (f pageForm) fill(values map[string]string) string {
	missing := false
	text := brace.ReplaceAllStringFunc(f.Text, func(b string) string {
		value, ok := values[b[1:len(b)-1]]
		missing = missing || !ok
		return escaped[f.As](value)
	})
	if missing {
		return ""
	}
	return text
}

// statedWidths are the widths that the page for partners has heights for in its list of all frames.
var statedWidths = []int{250, 640}

// mostOffered is how many frames of a kind the page for partners lists, as long as there are no more.
const mostOffered = 60

// forPages returns the frames of one language for pages.
func (l *List) forPages(language string) pageFrames {
	out := pageFrames{Width: codeWidth, Widths: Widths, Pictures: map[string]*picture{}, Offered: map[Kind]*offer{}, ByPage: map[string]pageFrame{}}
	for _, form := range forms {
		form.Text = strings.ReplaceAll(form.Text, "{licence}", l.in.Campaign.Profile.Licence.Name)
		out.Forms = append(out.Forms, form)
	}
	for _, kind := range []Kind{Matrix, Signatory, Commitment, Programme, Card} {
		out.Offered[kind] = &offer{}
	}
	var own []*entry
	count, newest := map[Kind]int{}, map[string]bool{homeCard: true}
	for _, x := range l.Frames {
		if x.Language == language {
			own = append(own, x)
			count[x.Kind]++
		}
	}
	for i, x := range own {
		frame := l.forPage(x, out.Forms[1])
		if i == 0 {
			out.First = frame
			for i, form := range out.Forms {
				out.Forms[i].Filled = form.fill(l.values(x))
			}
			for _, path := range x.frame.Record.NewestTexts(x.frame.Words) {
				newest[cardOf(path)] = true
			}
		}
		for shape, p := range map[string]*picture{"card": x.Card, "square": x.Square} {
			if p != nil && out.Pictures[shape] == nil {
				out.Pictures[shape] = p
			}
		}
		of := out.Offered[x.Kind]
		of.Many = count[x.Kind] > mostOffered
		if !of.Many || x.Kind != Card && len(of.Frames) < mostOffered || newest[x.Address] {
			of.Frames = append(of.Frames, frame)
		}
		if _, ok := out.ByPage[x.Page]; !ok {
			out.ByPage[x.Page] = frame
		}
	}
	return out
}

// forPage returns a frame with its code in a form.
func (l *List) forPage(x *entry, form pageForm) pageFrame {
	out := pageFrame{
		Address: x.Address, Kind: x.Kind, ID: x.ID, Title: x.Title, Path: x.Path, SVG: x.SVG, PNG: x.PNG, Card: x.Card, Square: x.Square,
		Frozen: x.Frozen != nil, Name: x.frame.Label, Answer: x.frame.answer(), Height: highest(x.Heights, codeWidth), Code: form.fill(l.values(x)),
	}
	for _, width := range statedWidths {
		out.Stated = append(out.Stated, size{width, highest(x.Heights, width)})
	}
	if x.SVG != nil {
		out.Alt = x.Alt
	}
	return out
}

// values returns what is filled into forms for a frame, in the scheme that the reader prefers. partner.js computes the same
// from frames.json. Addresses are complete, for they are in pages of others.
func (l *List) values(x *entry) map[string]string {
	home := string(l.Site)
	values := map[string]string{
		"site": x.frame.Site, "home": home, "origin": home, "title": x.Title, "alt": x.Alt, "page": home + x.Page, "src": home + x.Path,
		"lang": x.Language, "dir": map[bool]string{false: "ltr", true: "rtl"}[x.frame.RTL], "paste": home + cmp.Or(x.Paste, x.Page),
		"measured": home + x.Path + Measured, "answer": home + x.frame.answer(), "height": strconv.Itoa(highest(x.Heights, codeWidth)),
	}
	if u, err := url.Parse(home); err == nil {
		values["origin"] = u.Scheme + "://" + u.Host
	}
	if x.Frozen != nil {
		values["frozen"], values["frozen_height"] = home+x.Frozen.Path, strconv.Itoa(highest(x.Frozen.Heights, codeWidth))
	}
	if x.CardAlt != "" {
		values["card_alt"] = x.CardAlt
	}
	for kind, p := range map[string]*picture{"svg": x.SVG, "png": x.PNG} {
		if p == nil {
			continue
		}
		values[kind], values[kind+"_width"], values[kind+"_height"] = home+p.Path, strconv.Itoa(p.Width), strconv.Itoa(p.Height)
	}
	return values
}

// codeWidth is the width of the column that the code is for, until a partner chooses another.
const codeWidth = 640

// highest returns how high a frame is in a column that is nowhere narrower than a width: a wider one may need more, where the
// layout of the frame changes.
func highest(heights []size, width int) int {
	out := 0
	for _, h := range heights {
		if h.Width >= width {
			out = max(out, h.Height)
		}
	}
	return out
}
