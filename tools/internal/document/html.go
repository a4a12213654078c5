package document

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is a document as a tree that is tidied step by step.
type page struct {
	Options
	root  *html.Node
	files []File
	lead  string
	notes []*html.Node // the texts of footnotes, from 1
}

// The attributes that both kinds of documents are brought to: of a paragraph that is an item of a list, its level and whether it
// is numbered; of a reference to a footnote, and of its text, its id.
const (
	listAttribute = "data-list"
	refAttribute  = "data-note"
	textAttribute = "data-note-text"

	captionAttribute = "data-caption" // of a paragraph that is the caption of a picture
)

// fromHTML makes a document of a page.
func fromHTML(text string, o Options) (Document, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Document{}, err
	}
	p := &page{Options: o, root: root}
	titleOfHead := p.title()
	for _, step := range []func(){
		p.drop, p.unwrap, p.wordTitle, p.wordLists, p.footnotes, p.cleanTexts, p.findLead, p.spaces, p.lists, p.links, p.pictures, p.cells, p.dropEmpty,
	} {
		step()
	}
	d := Document{Title: p.headings()}
	if d.Title == "" {
		d.Title = titleOfHead
	}
	d.Lead = p.lead
	d.Files = p.files
	d.Markdown, err = p.markdown()
	if err == nil && d.Markdown == "\n" {
		err = errors.New("there is no text in it")
	}
	return d, err
}

// shortestLead is how many characters a paragraph has at least that says what a text is about.
const shortestLead = 20

// findLead keeps the first sentences, as they are written.
func (p *page) findLead() {
	for n := range p.all("p") {
		if text := noteMark.ReplaceAllString(plain(n), ""); len(strings.TrimSpace(text)) > shortestLead {
			p.lead = lead(text)
			return
		}
	}
}

// title returns the title of the page's head.
func (p *page) title() string {
	for n := range p.all("title") {
		return strings.TrimSpace(clean(plain(n)))
	}
	return ""
}

// all returns the elements with some names, collected before any is changed.
func (p *page) all(names ...string) func(func(*html.Node) bool) {
	var list []*html.Node
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, n.Data)) {
			list = append(list, n)
		}
	}
	return slices.Values(list)
}

// drop removes what is not text: styles, scripts, comments, the head.
func (p *page) drop() {
	var gone []*html.Node
	for n := range p.root.Descendants() {
		unseen := n.Type == html.CommentNode || slices.Contains([]string{"script", "style", "head", "meta", "link", "noscript", "template", "iframe", "object", "svg", "button", "form", "xml"}, n.Data)
		hidden := strings.Contains(squeezed(attribute(n, "style")), "display:none")
		if unseen && n.Type != html.TextNode || hidden {
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// unwrap replaces elements that only carry a look: by strong or em where they are that, or else by what is in them.
func (p *page) unwrap() {
	for n := range p.all("span", "b", "i", "font", "o:p", "u", "center", "section", "article", "main", "strong", "em") {
		style := squeezed(attribute(n, "style"))
		bold, light := heavy.MatchString(style), light.MatchString(style)
		italic, upright := strings.Contains(style, "font-style:italic"), strings.Contains(style, "font-style:normal")
		switch keep := attribute(n, refAttribute) != "" || strings.Contains(style, "mso-list"); {
		case keep:
		case (n.Data == "b" || n.Data == "strong") && light, (n.Data == "i" || n.Data == "em") && upright:
			lift(n)
		case slices.Contains([]string{"b", "strong", "i", "em"}, n.Data):
		case bold && !inside(n, "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b"):
			rename(n, atom.Strong)
		case italic && !inside(n, "em", "i"):
			rename(n, atom.Em)
		default:
			lift(n)
		}
	}
}

var (
	heavy = regexp.MustCompile(`(?:^|;)font-weight:(?:bold|[6-9]00)`)
	light = regexp.MustCompile(`(?:^|;)font-weight:(?:normal|[1-5]00)`)
)

// spaces moves the blanks at the ends of bold and italic words out of them: Markdown wants none there.
func (p *page) spaces() {
	for n := range p.all("b", "strong", "i", "em") {
		for _, end := range []struct {
			child func() *html.Node
			cut   func(string) string
			put   func(blank *html.Node)
		}{
			{func() *html.Node { return n.FirstChild }, trimLeft, func(blank *html.Node) { n.Parent.InsertBefore(blank, n) }},
			{func() *html.Node { return n.LastChild }, trimRight, func(blank *html.Node) { n.Parent.InsertBefore(blank, n.NextSibling) }},
		} {
			text := end.child()
			if text == nil || text.Type != html.TextNode || end.cut(text.Data) == text.Data {
				continue
			}
			text.Data = end.cut(text.Data)
			end.put(&html.Node{Type: html.TextNode, Data: " "})
		}
	}
}

func trimLeft(s string) string  { return strings.TrimLeft(s, " \n\t") }
func trimRight(s string) string { return strings.TrimRight(s, " \n\t") }

// wordTitle makes a heading of the paragraph that Word copies for a title.
func (p *page) wordTitle() {
	for n := range p.all("p") {
		if attribute(n, "class") == "MsoTitle" {
			rename(n, atom.H1)
		}
	}
}

var (
	wordLevel  = regexp.MustCompile(`mso-list:\S+ level([0-9]+)`)
	wordNumber = regexp.MustCompile(`^[\s\x{a0}]*(?:[0-9]+|[a-z]|[ivxlc]+)[.)]`)
)

// wordLists marks the paragraphs that Word copies for the items of a list.
func (p *page) wordLists() {
	for n := range p.all("p", "h1", "h2", "h3", "div") {
		level := wordLevel.FindStringSubmatch(attribute(n, "style"))
		if level == nil {
			continue
		}
		numbered := false
		for m := range n.Descendants() {
			if strings.Contains(squeezed(attribute(m, "style")), "mso-list:ignore") {
				numbered = wordNumber.MatchString(plain(m))
				m.Parent.RemoveChild(m)
				break
			}
		}
		setAttribute(n, listAttribute, level[1]+","+strconv.FormatBool(numbered))
	}
	for n := range p.all("span") {
		if attribute(n, refAttribute) == "" {
			lift(n)
		}
	}
}

var noteText = regexp.MustCompile(`^[\s\x{a0}]*\[?([0-9]+|[ivxlc]+|[a-z]|\*)\]?\.?[\s\x{a0}]*$`)

// footnotes brings references and texts of footnotes, in the forms that Word, Google Docs and LibreOffice give them, to one:
// a link to a place of the page whose own first link leads back.
func (p *page) footnotes() {
	places := map[string]*html.Node{}
	for n := range p.all() {
		for _, name := range []string{attribute(n, "id"), attribute(n, "name")} {
			if name != "" && places[name] == nil {
				places[name] = n
			}
		}
	}
	for ref := range p.all("a") {
		to, ok := strings.CutPrefix(attribute(ref, "href"), "#")
		place := places[to]
		if !ok || place == nil || !noteText.MatchString(plain(ref)) || inside(ref, textAttribute) || marked(ref) {
			continue
		}
		text := block(place)
		if text == nil || text == block(ref) || backLink(text) == nil || !after(ref, text) {
			continue
		}
		p.note(ref, text)
	}
	p.collectNotes()
}

// note marks a reference and its text, without the links between them.
func (p *page) note(ref, text *html.Node) {
	id := attribute(text, textAttribute)
	if id == "" {
		id = fmt.Sprint("html-", len(p.notes), "-", attribute(ref, "href"))
		back := backLink(text)
		back.Parent.RemoveChild(back)
		setAttribute(text, textAttribute, id)
	}
	mark := &html.Node{Type: html.ElementNode, Data: "sup", DataAtom: atom.Sup, Attr: []html.Attribute{{Key: refAttribute, Val: id}}}
	if sup := ref.Parent; sup.Data == "sup" && sup.FirstChild == sup.LastChild {
		ref = sup
	}
	ref.Parent.InsertBefore(mark, ref)
	ref.Parent.RemoveChild(ref)
}

// collectNotes numbers the references in the order of the text, each a text of its own that conversion leaves as it is, and takes
// the texts of the notes out of the page.
func (p *page) collectNotes() {
	texts, numbers := map[string]*html.Node{}, map[string]int{}
	for n := range p.all() {
		if id := attribute(n, textAttribute); id != "" {
			texts[id] = n
		}
	}
	for n := range p.all("sup") {
		id := attribute(n, refAttribute)
		if texts[id] == nil {
			continue
		}
		if numbers[id] == 0 {
			p.notes = append(p.notes, texts[id])
			numbers[id] = len(p.notes)
		}
		n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: fmt.Sprint(noteBegin, numbers[id], noteEnd)}, n)
		n.Parent.RemoveChild(n)
	}
	for _, n := range texts {
		n.Parent.RemoveChild(n)
	}
}

// noteBegin and noteEnd enclose the number of a footnote until the page is Markdown. No text has them: they are words of their
// own that escaping leaves alone.
const (
	noteBegin = "zzfootnotebegin"
	noteEnd   = "zzfootnoteend"
)

// cleanTexts removes invisible characters, and makes what is written like a shortcode plain text.
func (p *page) cleanTexts() {
	for _, root := range append([]*html.Node{p.root}, p.notes...) {
		for n := range root.Descendants() {
			if n.Type == html.TextNode {
				n.Data = clean(n.Data)
			}
		}
	}
}

// lists makes lists of the paragraphs that are items, each level within the item above.
func (p *page) lists() {
	for n := range p.all("p", "h1", "h2", "h3", "div") {
		if attribute(n, listAttribute) == "" || n.Parent == nil || n.Data == "li" {
			continue
		}
		var open []*html.Node // lists, by level
		for item := n; item != nil && attribute(item, listAttribute) != ""; {
			next := nextElement(item)
			level, numbered, _ := strings.Cut(attribute(item, listAttribute), ",")
			depth, _ := strconv.Atoi(level)
			kind := atom.Ul
			if numbered == "true" {
				kind = atom.Ol
			}
			depth = min(max(depth, 1), len(open)+1)
			open = open[:min(len(open), depth)]
			if len(open) == depth && open[depth-1].DataAtom != kind {
				open = open[:depth-1]
			}
			if len(open) < depth {
				list := &html.Node{Type: html.ElementNode, Data: kind.String(), DataAtom: kind}
				if depth == 1 {
					item.Parent.InsertBefore(list, item)
				} else {
					open[depth-2].LastChild.AppendChild(list)
				}
				open = append(open, list)
			}
			item.Parent.RemoveChild(item)
			rename(item, atom.Li)
			item.Attr = nil
			open[depth-1].AppendChild(item)
			item = next
		}
	}
}

// links keeps those that lead out of the document, with a text that says where.
func (p *page) links() {
	roots := append([]*html.Node{p.root}, p.notes...)
	for _, root := range roots {
		inRoot := page{root: root}
		for n := range inRoot.all("a") {
			address := direct(attribute(n, "href"))
			u, err := url.Parse(address)
			text := strings.TrimSpace(plain(n))
			picture := inRoot.has(n, "img")
			switch {
			case err != nil || !slices.Contains([]string{"http", "https", "mailto", "tel"}, u.Scheme) || text == "" && !picture:
				lift(n)
				continue
			case picture:
				lift(n)
				continue
			case u.Host != "" && (bareAddress.MatchString(text) || text == address):
				setText(n, strings.TrimPrefix(u.Host, "www."))
			case u.Host != "" && p.Vague != nil && p.Vague(text):
				setText(n, text+" ("+strings.TrimPrefix(u.Host, "www.")+")")
			}
			n.Attr = []html.Attribute{{Key: "href", Val: u.String()}}
		}
	}
}

var bareAddress = regexp.MustCompile(`^(?:https?://|www\.)\S+$|^\S+\.(?:org|com|net|gov|int|edu)/\S*$`)

// direct returns where a link leads that a mail program or an editor sends over a page of its own.
func direct(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	for host, parameter := range map[string]string{"www.google.com": "q", "safelinks.protection.outlook.com": "url"} {
		if to := u.Query().Get(parameter); strings.HasSuffix(u.Host, host) && strings.HasPrefix(to, "http") {
			return to
		}
	}
	return u.String()
}

// toDescribe is the description of a picture that has none. The check refuses it once the page is no draft.
const toDescribe = "TODO: describe what the picture shows"

var pictureTypes = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}

// pictures puts each picture that can be read into a file beside the page. Of others a note stays.
func (p *page) pictures() {
	for n := range p.all("img") {
		name, raw := p.picture(attribute(n, "src"))
		if raw == nil {
			n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: "TODO: a picture was here; put its file beside the page"}, n)
			n.Parent.RemoveChild(n)
			continue
		}
		name = fmt.Sprintf("picture-%d%s", len(p.files)+1, name)
		p.files = append(p.files, File{name, raw})
		alt := strings.TrimSpace(clean(attribute(n, "alt")))
		if len(alt) < 8 || strings.Contains(alt, "AI-generated") || regexp.MustCompile(`(?i)\.(jpe?g|png|gif|webp)$`).MatchString(alt) {
			alt = toDescribe
		}
		n.Attr = []html.Attribute{{Key: "src", Val: name}, {Key: "alt", Val: alt}, {Key: "title", Val: p.caption(n)}}
	}
}

// What the caption of a picture is where the document does not say.
const (
	toCaption = "TODO: where and when"
	toCredit  = "TODO: who took it"
)

// credited matches what comes before the credit in a caption.
var credited = regexp.MustCompile(`(?i)\s*(?:\||©|\(c\)|\b(?:photo(?:graph)?|foto(?:graf[ií]a)?|credit|cr[eé]dito)\s*(?:by|de|por)?\s*:)\s*`)

// caption takes the caption of a picture out of the page, and returns it as "caption | credit".
func (p *page) caption(img *html.Node) string {
	caption, credit := toCaption, toCredit
	if n := captionOf(img); n != nil {
		text := strings.Join(strings.Fields(noteMark.ReplaceAllString(plain(n), "")), " ")
		n.Parent.RemoveChild(n)
		if at := credited.FindStringIndex(text); at != nil && strings.Trim(text[at[1]:], " .)") != "" {
			credit = strings.Trim(text[at[1]:], " .)")
			text = text[:at[0]]
		}
		if text = strings.Trim(text, " .,;:([/–-"); text != "" {
			caption = text
		}
	}
	return strings.NewReplacer(`"`, "”", "|", "/").Replace(caption) + " | " + strings.NewReplacer(`"`, "”", "|", "/").Replace(credit)
}

// captionOf returns what a document marks as the caption of a picture: that of its figure, or the paragraph after or before it.
func captionOf(img *html.Node) *html.Node {
	for n := img.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Figure {
			for m := range n.Descendants() {
				if m.DataAtom == atom.Figcaption {
					return m
				}
			}
		}
	}
	if at := block(img); at != nil {
		for _, near := range []*html.Node{nextElement(at), previousElement(at)} {
			if near != nil && attribute(near, captionAttribute) != "" {
				return near
			}
		}
	}
	return nil
}

// picture returns the ending and the bytes of a picture, from the page itself or a file beside it.
func (p *page) picture(address string) (ending string, raw []byte) {
	if data, ok := strings.CutPrefix(address, "data:"); ok {
		kind, encoded, _ := strings.Cut(data, ",")
		kind, _, _ = strings.Cut(kind, ";")
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(encoded), ""))
		if err != nil || pictureTypes[kind] == "" {
			return "", nil
		}
		return pictureTypes[kind], raw
	}
	ending = strings.ToLower(path.Ext(address))
	if ending == ".jpeg" {
		ending = ".jpg"
	}
	known := false
	for _, e := range pictureTypes {
		known = known || e == ending
	}
	if !known || p.Open == nil || strings.Contains(address, ":") {
		return "", nil
	}
	name, err := url.PathUnescape(address)
	if err != nil {
		return "", nil
	}
	raw, err = p.Open(name)
	if err != nil {
		return "", nil
	}
	return ending, raw
}

// cells makes one line of what is in each cell of a table, and paragraphs of a table that is only a frame.
func (p *page) cells() {
	for n := range p.all("table") {
		cells := 0
		inTable := page{root: n}
		for range inTable.all("td", "th") {
			cells++
		}
		if cells < 2 || inTable.has(n, "table") {
			for m := range inTable.all("tbody", "thead", "tr", "td", "th", "colgroup", "col") {
				rename(m, atom.Div)
			}
			rename(n, atom.Div)
			continue
		}
		for cell := range inTable.all("td", "th") {
			inCell := page{root: cell}
			for m := range inCell.all("p", "div", "br", "ul", "ol", "li", "h1", "h2", "h3", "h4") {
				m.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: " "}, m)
				lift(m)
			}
		}
	}
}

// dropEmpty removes elements in which nothing is left.
func (p *page) dropEmpty() {
	var list []*html.Node
	for n := range p.all("p", "div", "a", "strong", "b", "em", "i", "sup", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6") {
		list = append(list, n)
	}
	for _, n := range slices.Backward(list) {
		if strings.TrimSpace(plain(n)) == "" && !p.has(n, "img") && n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// has reports whether an element contains another.
func (p *page) has(n *html.Node, name string) bool {
	for m := range n.Descendants() {
		if m.Type == html.ElementNode && m.Data == name {
			return true
		}
	}
	return false
}

// headings takes the title out of the text, and has the others begin at level 2, skip none and be each different. It returns the
// title.
func (p *page) headings() (title string) {
	var list []*html.Node
	for n := range p.all("h1", "h2", "h3", "h4", "h5", "h6") {
		list = append(list, n)
	}
	ones := slices.DeleteFunc(slices.Clone(list), func(n *html.Node) bool { return n.Data != "h1" })
	if len(ones) > 0 && len(list) > 0 && list[0] == ones[0] {
		title = strings.Join(strings.Fields(noteMark.ReplaceAllString(plain(ones[0]), "")), " ")
		ones[0].Parent.RemoveChild(ones[0])
		list = list[1:]
	}
	var above []byte // the levels that are open, as the document has them
	seen := map[string]int{}
	for _, n := range list {
		inHeading := page{root: n}
		for m := range inHeading.all("strong", "b") {
			lift(m)
		}
		level := n.Data[1]
		for len(above) > 0 && above[len(above)-1] >= level {
			above = above[:len(above)-1]
		}
		above = append(above, level)
		rename(n, []atom.Atom{atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}[min(len(above), 5)-1])
		text := strings.Join(strings.Fields(plain(n)), " ")
		if seen[text]++; seen[text] > 1 {
			n.AppendChild(&html.Node{Type: html.TextNode, Data: fmt.Sprintf(" (%d)", seen[text])})
		}
	}
	return title
}

// markdown writes the page, and its footnotes below.
func (p *page) markdown() (string, error) {
	text, err := toMarkdown(p.root)
	if err != nil {
		return "", err
	}
	if len(p.notes) > 0 {
		text = strings.TrimSpace(strings.TrimSuffix(text, "* * *")) // the line above footnotes
	}
	for i, n := range p.notes {
		note, err := toMarkdown(n)
		if err != nil {
			return "", err
		}
		text += fmt.Sprintf("\n\n%s%d%s: %s", noteBegin, i+1, noteEnd, strings.ReplaceAll(note, "\n", "\n    "))
	}
	text = noteMark.ReplaceAllString(text, "[^$1]")
	text = braces.ReplaceAllStringFunc(text, func(run string) string { return strings.ReplaceAll(run, "{", `\{`) })
	text = lineBreak.ReplaceAllString(text, `$1\`)
	text = blankEnd.ReplaceAllString(text, "")
	text = looseList.ReplaceAllString(text, "$1\n$2")
	return strings.TrimSpace(text) + "\n", nil
}

var (
	noteMark  = regexp.MustCompile(noteBegin + `([0-9]+)` + noteEnd)
	braces    = regexp.MustCompile(`\{{2,}`)      // which begin a shortcode
	lineBreak = regexp.MustCompile(`(?m)(\S)  $`) // two blanks, which editors remove
	looseList = regexp.MustCompile(`(?m)^([ ]*(?:-|[0-9]+\.) .*)\n\n([ ]+(?:-|[0-9]+\.) )`)
	blankEnd  = regexp.MustCompile(`(?m)[ \t]+$`)
)

// toMarkdown converts a tree.
func toMarkdown(n *html.Node) (string, error) {
	root := n
	if n.Parent == nil && n.Type != html.DocumentNode {
		root = &html.Node{Type: html.DocumentNode}
		root.AppendChild(n)
	}
	c := converter.NewConverter(converter.WithPlugins(base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(
		commonmark.WithBulletListMarker("-"), commonmark.WithListEndComment(false)),
		table.NewTablePlugin(table.WithHeaderPromotion(true), table.WithSkipEmptyRows(true))))
	text, err := c.ConvertNode(root)
	return strings.TrimSpace(string(text)), err
}
