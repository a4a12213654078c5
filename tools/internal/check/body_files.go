package check

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

var (
	segment    = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
	attachable = regexp.MustCompile(`^[a-z0-9]+(?:[-_.][a-z0-9]+)*$`)
	strange    = regexp.MustCompile(`[^a-z0-9]+`)
)

func pageFile(c *campaign.Campaign, report *report) {
	bundles := bundlesOf(c)
	for _, p := range c.Pages {
		folder, base := path.Split(p.Doc.File)
		stem, code, _ := strings.Cut(strings.TrimSuffix(base, ".md"), ".")
		report.folders(p.Doc.File, folder)
		if path.Ext(base) != ".md" || stem != "_index" && !segment.MatchString(stem) {
			report.name(p.Doc.File, base, regular(stem)+".md")
		} else if languages := report.languages; code != "" && !slices.Contains(languages, code) {
			hint := "published in " + strings.Join(languages, ", ") + "; add a language in config.toml"
			if small := strings.ToLower(code); slices.Contains(languages, small) {
				hint = fmt.Sprintf("rename it %q", stem+"."+small+".md")
			}
			report.errorf(diag.Position{File: p.Doc.File}, "unknown language %q", code).WithHint(hint)
		}
		if strings.HasPrefix(base, "index.") {
			folder = path.Dir(path.Dir(folder)) // it and its translations are not in their own folder
		}
		if bundle, swallowed := bundles.around(path.Clean(folder)); swallowed {
			report.errorf(diag.Position{File: p.Doc.File}, "page in the folder of another page has no address: it is taken for a part of that page").
				WithHint("move it, or rename the other page to _index.md").WithRelated(bundle.At(), "the other page")
		}
	}
	for _, file := range c.Attachments {
		folder, base := path.Split(file)
		if _, inside := bundles.around(path.Clean(folder)); !inside {
			continue // which is reported
		}
		report.folders(file, folder)
		if !attachable.MatchString(base) {
			report.name(file, base, regular(strings.TrimSuffix(base, path.Ext(base)))+strings.ToLower(path.Ext(base)))
		}
	}
}

// bundles is the pages with a folder of their own, by folder.
type bundles map[string]campaign.Page

func bundlesOf(c *campaign.Campaign) bundles {
	out := bundles{}
	for _, p := range c.Pages {
		if strings.HasPrefix(path.Base(p.Doc.File), "index.") {
			out[path.Dir(p.Doc.File)] = p
		}
	}
	return out
}

// around returns the page whose folder a folder is or is in.
func (b bundles) around(folder string) (page campaign.Page, ok bool) {
	for ; folder != "." && !ok; folder = path.Dir(folder) {
		page, ok = b[folder]
	}
	return page, ok
}

// folders looks at the name of every folder on the way to a file.
func (r *report) folders(file, folder string) {
	for _, name := range strings.Split(strings.Trim(strings.TrimPrefix(folder, "content"), "/"), "/") {
		if name != "" && !segment.MatchString(name) {
			r.name(file, name, regular(name))
		}
	}
}

func (r *report) name(file, name, better string) {
	p := r.errorf(diag.Position{File: file}, "invalid name %q; use lower-case letters, digits and single hyphens", name)
	if better != "" && better[0] != '.' {
		p.Hint = fmt.Sprintf("rename it %q", better)
	}
}

// regular returns a name as it should be. Letters keep their shape: niñez becomes ninez.
func regular(name string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToLower(letterPairs.Replace(name))))
	return strings.Trim(strange.ReplaceAllString(plain, "-"), "-")
}

// letterPairs are letters that no decomposition makes plain.
var letterPairs = strings.NewReplacer("ß", "ss", "æ", "ae", "Æ", "ae", "ø", "o", "Ø", "o", "œ", "oe", "Œ", "oe", "ł", "l", "Ł", "l", "đ", "d", "ı", "i", "'", "", "’", "")
