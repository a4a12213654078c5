package embed

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// What the page for partners shows: the code for every frame, and every form in which the first one can be used.

type (
	pageFrames struct {
		Width  int            `json:"width"`  // of the column that the code is for
		Widths []int          `json:"widths"` // to choose from
		Frames []pageFrame    `json:"frames"`
		ByPage map[string]int `json:"by_page"` // the place of each among them, by the page that it is a copy of
		Forms  []pageForm     `json:"forms"`
	}
	pageFrame struct {
		*entry
		Name   string `json:"name"`   // of what it shows; "" for the matrix
		Answer string `json:"answer"` // path of its oEmbed answers, without extension
		Height int    `json:"height"` // at the width
		Stated []size `json:"stated"` // heights for some widths; frames.json has all
		Code   string `json:"code"`
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

// forPages returns the frames of one language for the page for partners.
func (l *List) forPages(language string) pageFrames {
	out := pageFrames{Width: codeWidth, Widths: Widths, ByPage: map[string]int{}}
	for _, form := range forms {
		form.Text = strings.ReplaceAll(form.Text, "{licence}", l.in.Campaign.Profile.Licence.Name)
		out.Forms = append(out.Forms, form)
	}
	for _, x := range l.Frames {
		if x.Language != language {
			continue
		}
		values := l.values(x)
		if len(out.Frames) == 0 {
			for i, form := range out.Forms {
				out.Forms[i].Filled = form.fill(values)
			}
		}
		frame := pageFrame{entry: x, Name: x.frame.Label, Answer: x.frame.answer(), Height: highest(x.Heights, codeWidth), Code: out.Forms[1].fill(values)}
		for _, width := range statedWidths {
			frame.Stated = append(frame.Stated, size{width, highest(x.Heights, width)})
		}
		if _, ok := out.ByPage[x.Page]; !ok {
			out.ByPage[x.Page] = len(out.Frames)
		}
		out.Frames = append(out.Frames, frame)
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
