package main

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestOEmbed: each page that has a frame names the answers of oEmbed in its head, both say the same, and what they say is
// what the specification asks of a rich answer (https://oembed.com, 2.3.4.4).
func TestOEmbed(t *testing.T) {
	t.Parallel()
	site := realSite(t)
	public, base := site.files, site.base
	found := 0
	for _, page := range site.pages {
		name := filepath.ToSlash(file(page))
		if strings.Contains(name, "embed/") {
			continue
		}
		links := discovered(public[name])
		if !embeddable(site, page) {
			if len(links) > 0 {
				t.Errorf("%s names answers, and has no frame: %v", name, links)
			}
			continue
		}
		found++
		asJSON, asXML := links["application/json+oembed"], links["text/xml+oembed"]
		if len(links) != 2 || !strings.HasPrefix(asJSON, base) || strings.TrimSuffix(asJSON, ".json") != strings.TrimSuffix(asXML, ".xml") {
			t.Errorf("%s names %v", name, links)
			continue
		}
		answer := answered(t, public, strings.TrimPrefix(asJSON, base), strings.TrimPrefix(asXML, base))
		for field, want := range map[string]any{"type": "rich", "version": "1.0", "cache_age": 3600.0, "width": 600.0, "provider_url": base + site.in(language(page), "")} {
			if answer[field] != want {
				t.Errorf("%s: %s is %v, want %v", asJSON, field, answer[field], want)
			}
		}
		for _, field := range []string{"title", "provider_name", "author_name", "html"} {
			if s, _ := answer[field].(string); s == "" {
				t.Errorf("%s: no %s", asJSON, field)
			}
		}
		thumbnail, _ := answer["thumbnail_url"].(string)
		if public[strings.TrimPrefix(thumbnail, base)] == "" || answer["thumbnail_width"] != 1200.0 || answer["thumbnail_height"] != 630.0 {
			t.Errorf("%s: the thumbnail %q is not there as it is said to be", asJSON, thumbnail)
		}
		frame := frameIn(t, answer["html"].(string), base+page)
		if frame["width"] != "600" || frame["height"] != strconv.Itoa(int(answer["height"].(float64))) || frame["title"] == "" {
			t.Errorf("%s: frame %v in an answer of height %v", asJSON, frame, answer["height"])
		}
		u, err := url.Parse(frame["src"])
		if err != nil || public[strings.TrimPrefix(u.Path, "/")] == "" {
			t.Errorf("%s: the frame %q is not there", asJSON, frame["src"])
		}
	}
	if found == 0 {
		t.Error("no page has a frame")
	}
}

// discovered gives what the head of a page names as answers of oEmbed, by type.
func discovered(text string) map[string]string {
	out := map[string]string{}
	document, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil
	}
	for node := range document.Descendants() {
		if node.Data != "link" || node.Parent.Data != "head" {
			continue
		}
		values := map[string]string{}
		for _, a := range node.Attr {
			values[a.Key] = a.Val
		}
		if strings.HasSuffix(values["type"], "+oembed") && values["rel"] == "alternate" && values["title"] != "" {
			out[values["type"]] = values["href"]
		}
	}
	return out
}

// answered reads both forms of an answer, which must say the same, and gives it.
func answered(t *testing.T, public map[string]string, asJSON, asXML string) map[string]any {
	t.Helper()
	answer := map[string]any{}
	if err := json.Unmarshal([]byte(public[asJSON]), &answer); err != nil {
		t.Errorf("%s: %v", asJSON, err)
	}
	var tree struct {
		XMLName xml.Name `xml:"oembed"`
		Fields  []struct {
			XMLName xml.Name
			Text    string `xml:",chardata"`
		} `xml:",any"`
	}
	if err := xml.Unmarshal([]byte(public[asXML]), &tree); err != nil {
		t.Errorf("%s: %v", asXML, err)
	}
	same := map[string]any{}
	for _, f := range tree.Fields {
		same[f.XMLName.Local] = f.Text
		if _, number := answer[f.XMLName.Local].(float64); number {
			same[f.XMLName.Local], _ = strconv.ParseFloat(f.Text, 64)
		}
	}
	if diff := cmp.Diff(answer, same); diff != "" {
		t.Errorf("%s and %s say different things:\n%s", asJSON, asXML, diff)
	}
	return answer
}

// kept is what WordPress leaves of the answer of a provider that it does not know (wp_filter_oembed_result).
var kept = map[string][]string{
	"a": {"href"}, "blockquote": {},
	"iframe": {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"},
}

// frameIn gives the attributes of the frame in an answer, after it went through that filter. A quotation of the page must
// come first, and nothing be lost.
func frameIn(t *testing.T, fragment, page string) map[string]string {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(fragment), body)
	if err != nil {
		t.Fatal(err)
	}
	if len(nodes) != 2 || nodes[0].Data != "blockquote" || nodes[1].Data != "iframe" {
		t.Errorf("the answer holds other than a quotation and a frame: %s", fragment)
		return nil
	}
	frame, linked := map[string]string{}, ""
	for _, top := range nodes {
		for _, node := range append([]*html.Node{top}, slices.Collect(top.Descendants())...) {
			if node.Type != html.ElementNode {
				continue
			}
			attributes, allowed := kept[node.Data]
			if !allowed {
				t.Errorf("WordPress takes <%s> away", node.Data)
			}
			for _, a := range node.Attr {
				if !slices.Contains(attributes, a.Key) {
					t.Errorf("WordPress takes %s of <%s> away", a.Key, node.Data)
				}
				switch node.Data {
				case "a":
					linked = a.Val
				case "iframe":
					frame[a.Key] = a.Val
				}
			}
		}
	}
	if linked != page {
		t.Errorf("the quotation leads to %q, not to %q", linked, page)
	}
	return frame
}
