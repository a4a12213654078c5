package embed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"strings"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/published"
)

// postWidth is how wide a frame is that a content system asks for by oEmbed: a column of text in common themes. A file cannot
// obey the maxwidth and maxheight that the specification (https://oembed.com, 2.3.4) has providers obey.
const postWidth = 600

// answer is the answer of oEmbed 1.0 for one page, of type "rich". The order is that of the specification.
type answer struct {
	XMLName         xml.Name `json:"-" xml:"oembed"`
	Type            string   `json:"type" xml:"type"`
	Version         string   `json:"version" xml:"version"` // a string, as the specification has it
	Title           string   `json:"title" xml:"title"`
	AuthorName      string   `json:"author_name" xml:"author_name"`
	AuthorURL       string   `json:"author_url" xml:"author_url"`
	ProviderName    string   `json:"provider_name" xml:"provider_name"`
	ProviderURL     string   `json:"provider_url" xml:"provider_url"`
	CacheAge        int      `json:"cache_age" xml:"cache_age"` // in seconds
	ThumbnailURL    string   `json:"thumbnail_url" xml:"thumbnail_url"`
	ThumbnailWidth  int      `json:"thumbnail_width" xml:"thumbnail_width"`
	ThumbnailHeight int      `json:"thumbnail_height" xml:"thumbnail_height"`
	HTML            string   `json:"html" xml:"html"`
	Width           int      `json:"width" xml:"width"`
	Height          int      `json:"height" xml:"height"`
}

// answers reports whether content systems can ask for the frame: not for a cell in which nothing was found.
func (f *Frame) answers() bool { return f.Kind != Cell || f.Cited != nil }

// answer returns the path of the frame's answers below the site's root, without extension.
func (f *Frame) answer() string {
	return strings.TrimSuffix(strings.Replace(f.Path(), "embed/", "oembed/", 1), "/")
}

// oembed returns both forms of the answer for a frame within a post.
func (f *Frame) oembed(in published.Input) (asJSON, asXML []byte, err error) {
	url := func(path string) string { return string(in.URL("%s", path)) }
	site, home := f.Site, url(f.Root)
	o := answer{
		Type: "rich", Version: "1.0", Title: f.Title, AuthorName: site, AuthorURL: home, ProviderName: site, ProviderURL: home, CacheAge: 3600,
		ThumbnailURL: url(f.Poster), ThumbnailWidth: draw.CardWidth, ThumbnailHeight: draw.CardHeight,
		Width: postWidth, Height: f.Height(postWidth),
	}
	// No more than what WordPress leaves of the answer of a provider that it does not know: a quotation with links, and a
	// frame with these attributes. It shows the quotation until the frame sends its height (height.js).
	o.HTML = fmt.Sprintf(`<blockquote><a href="%s">%s</a> · %s</blockquote><iframe src="%s" width="%d" height="%d" frameborder="0" title="%s"></iframe>`,
		html.EscapeString(url(f.Page())), html.EscapeString(f.Heading), html.EscapeString(site), html.EscapeString(url(f.Path()+f.posted())), o.Width, o.Height, html.EscapeString(o.Title))
	var text bytes.Buffer
	err = diag.WriteJSON(&text, o)
	asXML, failed := xml.Marshal(o)
	return text.Bytes(), append([]byte(`<?xml version="1.0" encoding="utf-8" standalone="yes"?>`+"\n"), asXML...), errors.Join(err, failed)
}
