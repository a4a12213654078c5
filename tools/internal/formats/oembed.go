package formats

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"

	"declarationwatch/tools/internal/card"
	"declarationwatch/tools/internal/draw"
	"declarationwatch/tools/internal/embed"
	"declarationwatch/tools/internal/published"
)

// oembedWidth is how wide a frame is that a content system asks for by oEmbed: about a column of text. A file cannot obey
// the maxwidth and maxheight that the specification (https://oembed.com, 2.3.4) has providers obey.
const oembedWidth = 640

// oembed is the answer of oEmbed 1.0 for one page, of type "rich". The order is that of the specification.
type oembed struct {
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

func oembedOf(in published.Input, f *embed.Frame) oembed {
	site, home := f.Site(), in.URL("%s", in.Campaign.Languages.Root(f.Language))
	page, framed := in.URL("%s", f.Page()), in.URL("%s", f.Path())
	o := oembed{
		Type: "rich", Version: "1.0", Title: f.Title, AuthorName: site, AuthorURL: string(home), ProviderName: site, ProviderURL: string(home),
		CacheAge:     3600,
		ThumbnailURL: string(in.URL("%s", card.File(f.Language, "/"+f.Subject()))), ThumbnailWidth: draw.CardWidth, ThumbnailHeight: draw.CardHeight,
		Width: oembedWidth, Height: f.Height(oembedWidth),
	}
	// No more than what WordPress leaves of the answer of a provider that it does not know: a quotation with links, and a
	// frame with these attributes.
	o.HTML = fmt.Sprintf(`<blockquote><a href="%s">%s</a></blockquote><iframe src="%s" width="%d" height="%d" frameborder="0" title="%s"></iframe>`,
		html.EscapeString(string(page)), html.EscapeString(o.Title), html.EscapeString(string(framed)), o.Width, o.Height, html.EscapeString(o.Title))
	return o
}

// oembeds returns both forms of the answer for a frame, by path from the site's root.
func oembeds(in published.Input, f *embed.Frame) (map[string][]byte, error) {
	answer := oembedOf(in, f)
	var asJSON, asXML bytes.Buffer
	if err := writeIndented(&asJSON, answer); err != nil {
		return nil, err
	}
	asXML.WriteString(`<?xml version="1.0" encoding="utf-8" standalone="yes"?>` + "\n")
	if err := xml.NewEncoder(&asXML).Encode(answer); err != nil {
		return nil, err
	}
	name := in.Campaign.Languages.Root(f.Language) + "oembed/" + f.Address()
	return map[string][]byte{name + ".json": asJSON.Bytes(), name + ".xml": asXML.Bytes()}, nil
}
