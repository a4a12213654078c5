package search

import (
	"cmp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/output"
)

// entries returns those of a page at an address below its language's root: none if it is not searched.
func entries(document *html.Node, address string) (out []entry) {
	var main *html.Node
	description := ""
	for n := range document.Descendants() {
		switch {
		case n.DataAtom == atom.Meta && output.Attribute(n, "name") == "description":
			description = output.Attribute(n, "content")
		case n.DataAtom == atom.Main:
			main = cmp.Or(main, n)
		}
	}
	how := output.Attribute(main, mark)
	heading := find(main, func(n *html.Node) bool { return n.DataAtom == atom.H1 })
	title, summary := plain(heading), plain(marked(main, "summary"))
	if name := output.Attribute(heading, mark+"-title"); name != "" {
		title, summary = name, title // the heading is the news
	}
	if how == "" || title == "" {
		return nil
	}
	rank, err := strconv.Atoi(output.Attribute(main, mark+"-rank"))
	if err != nil {
		rank = last
	}
	whole := entry{Path: address, Rank: rank, KindName: output.Attribute(main, mark+"-kind"), Title: title, Summary: cmp.Or(summary, description)}
	if byline := marked(main, "byline"); byline != nil {
		for _, p := range passages(byline, nil) {
			whole.Byline = strings.TrimSuffix(p.Text, " ·")
		}
		whole.Date = campaign.Date(output.Attribute(find(byline, func(n *html.Node) bool { return n.DataAtom == atom.Time }), "datetime"))
	}
	for n := range main.Descendants() {
		if id := output.Attribute(n, "id"); id != "" && output.Attribute(n, mark) == "part" {
			out = append(out, part(n, address+"#"+id, whole))
		}
	}
	switch how {
	case "text":
		whole.Passages = passages(main, nil)
	case "parts":
		whole.Rank, whole.KindName = last, ""
	}
	return append(out, whole)
}

// part makes an entry of an element that has an address of its own. Without a heading its text is the title.
func part(n *html.Node, address string, page entry) entry {
	title := find(n, func(n *html.Node) bool { return output.Level(n) > 0 })
	if title == nil {
		return entry{Path: address, Rank: page.Rank, KindName: page.KindName, Title: plain(n)}
	}
	e := entry{Path: address, Rank: page.Rank, KindName: page.KindName, Title: plain(title), Summary: plain(marked(n, "summary"))}
	for _, p := range passages(n, title) {
		p.Anchor = "" // the entry's address leads there
		e.Passages = append(e.Passages, p)
	}
	return e
}

// find returns the first element below a node that fits, or nil.
func find(below *html.Node, fits func(*html.Node) bool) *html.Node {
	if below != nil {
		for n := range below.Descendants() {
			if n.Type == html.ElementNode && fits(n) {
				return n
			}
		}
	}
	return nil
}

// marked returns the first element below a node with a mark, or nil.
func marked(below *html.Node, as string) *html.Node {
	return find(below, func(n *html.Node) bool { return output.Attribute(n, mark) == as })
}
