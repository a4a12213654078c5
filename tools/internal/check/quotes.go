package check

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/leak"
	"declarationwatch/tools/internal/output"
	"declarationwatch/tools/internal/picture"
	"declarationwatch/tools/internal/release"
	"declarationwatch/tools/internal/source"
)

// The rules of this file find in the project what a build would find in the finished site: words of what is withheld.

const quoteHint = "remove it until then, or publish what it belongs to"

// withheldWords searches the texts of public pages and of the data.
func withheldWords(c *campaign.Campaign, report *report) {
	now := report.now() // words are withheld until their page or row is out
	if len(report.marks()) == 0 {
		return
	}
	search := leak.New(report.marks(), "")
	quotes := func(at func(offset int) diag.Position, text []byte) {
		for _, q := range search.Quotes(text) {
			report.errorf(at(q.From), "public text %s", q.Message).WithHint(quoteHint).WithRelated(q.Secret.At, "withheld here")
		}
	}
	for _, p := range report.texts() {
		if p.page.Withheld(now) != "" {
			continue
		}
		quotes(p.at, []byte(p.shown()))
		quotes(p.at, p.withoutLinks()) // code, descriptions of pictures, addresses of other sites
		if !p.body {
			continue
		}
		for _, leaf := range p.page.Doc.Leaves {
			if text, ok := leaf.Value.(string); ok && leaf.Key != "" && leaf.Key != "text" {
				quotes(func(int) diag.Position { return leaf.At }, []byte(text))
			}
		}
	}
	eachPublicText(c, report, func(text string, leaf source.Leaf) {
		quotes(func(int) diag.Position { return leaf.At }, []byte(text))
	})
}

// withoutLinks returns the text with spaces for the links inside the site, which other rules check.
func (p *prose) withoutLinks() []byte {
	out := bytes.Clone(p.text)
	for _, l := range p.links {
		if u, _ := l.internal(); u != nil && len(l.address) > 1 {
			out = bytes.ReplaceAll(out, []byte(l.address), bytes.Repeat([]byte{' '}, len(l.address)))
		}
	}
	return out
}

// eachPublicText calls f with every text of the data, unless a row that is withheld has it.
func eachPublicText(c *campaign.Campaign, report *report, f func(text string, leaf source.Leaf)) {
	hidden := hiddenTexts(c, report)
	for _, doc := range c.Docs {
		if !strings.HasPrefix(doc.File, "data/") {
			continue
		}
		for _, leaf := range doc.Leaves {
			for text := range leafTexts(leaf) {
				if !hidden[text] {
					f(text, leaf)
				}
			}
		}
	}
}

// hiddenTexts returns the texts of the rows that are withheld.
func hiddenTexts(c *campaign.Campaign, report *report) map[string]bool {
	all, public := map[string]bool{}, map[string]bool{}
	add := func(to map[string]bool, c *campaign.Campaign) {
		texts := []campaign.Text{}
		for r := range c.Rows() {
			texts = append(append(texts, r.Title), r.Texts...)
		}
		for _, p := range c.Programmes {
			texts = append(texts, p.Title, p.Summary)
		}
		for _, text := range texts {
			for _, s := range text {
				to[s] = true
			}
		}
	}
	add(all, c)
	add(public, c.Published(report.now()))
	for text := range public {
		delete(all, text)
	}
	return all
}

// publicTitle warns of titles that are in the data already: whatever is there is no secret of a page.
func publicTitle(c *campaign.Campaign, report *report) {
	var titles []leak.Secret
	own := map[string]bool{} // titles of sources that a page shows, which others published
	for _, p := range c.Pages {
		if report.now().Before(p.Published()) || p.Draft {
			if len(letters(p.Title)) >= limits["title"].certain {
				titles = append(titles, mark(p.At(), "title", p.Title))
			}
			for _, e := range c.Evidence {
				own[e.Title] = own[e.Title] || e.ID == p.Params.Evidence
			}
		}
	}
	if len(titles) == 0 {
		return
	}
	search := leak.New(titles, "")
	eachPublicText(c, report, func(text string, leaf source.Leaf) {
		if own[text] {
			return
		}
		for _, q := range search.Quotes([]byte(text)) {
			report.warnf(leaf.At, "public text %s", q.Message).WithHint("keep the title out of the data until then").WithRelated(q.Secret.At, "withheld here")
		}
	})
}

// withheldInFiles searches the files that are public, for what is withheld today: what comes later has time.
func withheldInFiles(c *campaign.Campaign, report *report) {
	files := slices.DeleteFunc(publicFiles(c, report.moment), func(file string) bool {
		return strings.HasPrefix(file, release.Folder+"/") || picture.Is(file) // which never changes, or has no words that can be read
	})
	if len(files) == 0 || len(report.marks()) == 0 {
		return
	}
	search := leak.New(withFiles(c, report.moment, report.marks()), "")
	search.Known = report.known
	hashes := map[string]string{}
	for _, file := range files {
		data, err := c.ReadFile(file)
		hash := sha256.Sum256(data)
		if err != nil || search.Clean(string(hash[:])) {
			continue
		}
		hashes[file] = string(hash[:])
		search.Read(&output.File{Name: file}, data, nil)
	}
	var found diag.List
	search.Report("", &found)
	for file, hash := range hashes {
		search.Remember(file, hash)
	}
	for _, p := range found.Sorted() {
		if p.Rule == leak.RuleUnsearched && report.known == nil {
			continue // the build knows what was published before
		}
		p.Rule = report.rule
		report.problems.Add(p)
	}
}
