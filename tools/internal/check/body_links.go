package check

import (
	"fmt"
	"iter"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

func imageAlt(p *prose, report *report) {
	const hint = "describe what it shows: ![two children at a bus stop](...)"
	for _, l := range p.links {
		switch {
		case !l.image:
		case l.text == "":
			report.errorf(p.at(l.at), "image without a description").WithHint(hint)
		case slices.Contains(p.site.vagueImages, bare(l.text)) || imageFile.MatchString(l.text):
			report.errorf(p.at(l.at), "vague image description %q", l.text).WithHint(hint)
		}
	}
}

func rawHTML(p *prose, report *report) {
	for _, at := range p.html {
		report.errorf(p.at(at), "HTML in a text, which the page would not show").
			WithHint(`write Markdown, or \< to show the character`)
	}
}

func linkText(p *prose, report *report) {
	const hint = "use words that say where it leads: "
	for _, l := range p.links {
		switch {
		case l.image:
		case l.text == "":
			report.errorf(p.at(l.at), "link without text").WithHint(hint + "[the register](/sources/)")
		case l.auto || bareAddress.MatchString(l.text):
			report.errorf(p.at(l.at), "link text is a bare URL").WithHint(fmt.Sprintf(hint+"[...](%s)", l.address))
		case slices.Contains(p.site.vagueLinks, bare(l.text)):
			report.errorf(p.at(l.at), "vague link text %q", l.text).WithHint(hint + "[the register](/sources/)")
		}
	}
}

var (
	bareAddress = regexp.MustCompile(`^(?:https?://|www\.)\S+$`)
	imageFile   = regexp.MustCompile(`(?i)^\S+\.(?:jpe?g|png|gif|webp|avif|svg|tiff?)$`)
)

// vagueLinksKey is where i18n/ has the texts that no link may have.
const vagueLinksKey = "prose.vague_links"

// VagueLink returns a function that reports whether the text of a link does not say where it leads.
func VagueLink(c *campaign.Campaign) func(text string) bool {
	vague := wordsOf(c, vagueLinksKey)
	return func(text string) bool { return slices.Contains(vague, bare(text)) }
}

// wordsOf returns the words of the site's languages by which a rule knows a text, such as those that say nothing on their
// own: a list with commas in the files of i18n/.
func wordsOf(c *campaign.Campaign, key string) []string {
	var all []string
	area, key, _ := strings.Cut(key, ".")
	for _, i := range c.Interfaces {
		table, _ := i.Words[area].(map[string]any)
		list, _ := table[key].(string)
		for word := range strings.SplitSeq(list, ",") {
			all = append(all, strings.TrimSpace(word))
		}
	}
	return all
}

// bare is a text in small letters, without the signs around it.
func bare(text string) string {
	return strings.ToLower(strings.Trim(text, " .,:;!?…»«›‹→>()[]\"“”'’"))
}

// entity matches what Markdown would decode in an address and the link template does not.
var entity = regexp.MustCompile(`&#?[A-Za-z0-9]+;`)

func linkAddress(p *prose, report *report) {
	for _, l := range p.links {
		if message, hint := p.badAddress(l); message != "" {
			report.errorf(p.at(l.at), "%s", message).WithHint(hint)
		}
	}
}

// badAddress returns what is wrong with the form of an address, if anything is.
func (p *prose) badAddress(l link) (message, hint string) {
	u, err := url.Parse(l.address)
	switch {
	case strings.ContainsRune(l.address, placeholderByte): // reported as a shortcode out of place
	case l.address == "":
		return "link without an address", "write it in the round brackets"
	case entity.MatchString(l.address):
		return fmt.Sprintf("%q is not decoded in an address", entity.FindString(l.address)), "write the character itself"
	case err != nil:
		return fmt.Sprintf("%q is not an address", l.address), "write https://host/path, or /path/ for a page of this site"
	case l.image && (u.Scheme != "" || u.Host != ""):
		return "image from another site", "put the file beside the page, or in static/"
	case u.Scheme == "http" || u.Scheme == "https":
		if !campaign.URL(l.address).Valid() {
			return fmt.Sprintf("invalid address %q", l.address), "write it in full, https://host/path, without spaces or a user name"
		}
	case u.Scheme == "mailto":
		if name, host, _ := strings.Cut(u.Opaque, "@"); name == "" || !strings.Contains(host, ".") {
			return fmt.Sprintf("invalid email address %q", l.address), "write mailto:name@host"
		}
	case u.Scheme == "tel":
		if strings.Trim(u.Opaque, "+-.0123456789") != "" || u.Opaque == "" {
			return fmt.Sprintf("invalid phone number %q", l.address), "write tel:+ and the number from its country code on"
		}
	case u.Scheme != "":
		return fmt.Sprintf("address must not begin with %q", u.Scheme+":"), "link to https, mailto or tel, or to a page of this site"
	case u.Host != "", strings.HasPrefix(l.address, "www."):
		return fmt.Sprintf("address %q has no scheme", l.address), "write https://" + strings.TrimPrefix(l.address, "//")
	case l.image && u.Path != "" && u.Path[0] != '/' && p.site.beside(p.page, u.Path) == nil:
		return fmt.Sprintf("no picture %q beside the page", l.address), besideHint(p.page)
	case u.Path != "" && u.Path[0] != '/' && p.site.beside(p.page, u.Path) == nil:
		full := "/" + path.Join(p.page.Address(), u.Path)
		if name, ok := strings.CutSuffix(u.Path, ".md"); ok { // the file of a page, as other programs link to one
			name, _, _ = strings.Cut(name, ".")
			full = path.Join("/", strings.TrimPrefix(path.Dir(p.page.Doc.File), "content"), name)
		}
		if path.Ext(full) == "" {
			full += "/"
		}
		return fmt.Sprintf("relative address %q", l.address), "write it from the root of the site: " + full
	}
	return "", ""
}

// internal reports whether a link is into the site, and its parts.
func (l link) internal() (u *url.URL, ok bool) {
	u, err := url.Parse(l.address)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.ContainsRune(l.address, placeholderByte) {
		return nil, false
	}
	return u, strings.HasPrefix(u.Path, "/") || u.Path == "" && u.Fragment != ""
}

func brokenLink(p *prose, report *report) {
	for _, l := range p.links {
		u, ok := l.internal()
		if !ok {
			continue
		}
		if there, _, hint := p.site.find(p.page, u.Path); there == nil && !p.site.later(u.Path) {
			report.errorf(p.at(l.at), "link to unknown %s %q", pageOrFile(u.Path), l.address).WithHint(hint)
		}
	}
}

// pageOrFile is what an address is of.
func pageOrFile(address string) string {
	if path.Ext(address) != "" {
		return "file"
	}
	return "page"
}

// fileLinks adds the links to files that are made from the published record, where no build makes such a file when the page is public.
func fileLinks(texts []*prose, now time.Time, files func(withheld bool) iter.Seq[map[string]bool], problems *diag.List) {
	for _, p := range texts {
		for _, l := range p.links {
			u, ok := l.internal()
			if !ok || !ofRecord.MatchString(u.Path) {
				continue
			}
			there, _, _ := p.site.find(p.page, u.Path)
			var all []string
			for names := range files(p.page.Withheld(now) != "") {
				if there != nil || answers(names, strings.Trim(u.Path, "/")) {
					all = nil
					break
				}
				all = slashed(names)
			}
			if all != nil {
				problems.Errorf(p.at(l.at), "broken-link", "link to unknown %s %q", pageOrFile(u.Path), l.address).
					WithHint(diag.Suggest(u.Path, append(all, p.site.paths()...)))
			}
		}
	}
}

// withheldLink compares with the moment the text is published, so that the end of an embargo does not break the site.
func withheldLink(p *prose, report *report) {
	out, public := publicFrom(p.page, report.now())
	for _, l := range p.links {
		u, ok := l.internal()
		if u == nil || !public {
			continue
		}
		there, address := p.site.beside(p.page, u.Path), ""
		if ok {
			there, address, _ = p.site.find(p.page, u.Path)
		}
		if there == nil {
			continue
		}
		const hint = "remove the link until then"
		if owner := there.page; owner != nil && owner != p.page {
			if why := owner.Withheld(out); why != "" {
				report.errorf(p.at(l.at), "link to %q, which is %s when this page is public", l.address, why).WithHint(hint).
					WithRelated(owner.At(), "the page")
			}
		}
		_, record := p.site.record.Languages.Split(address)
		from := p.site.embargoed[record+"#"+u.Fragment]
		if whole := p.site.embargoed[record+"#"]; whole.Withheld(out) { // a policy without a public entry
			from = whole
		}
		if from.Withheld(out) {
			report.errorf(p.at(l.at), "link to %q, which is under embargo until %s", l.address, from.Instant().Format(time.RFC3339)).WithHint(hint)
		}
	}
}

// LinkAt returns where in a page's content file a link of the finished page is written, or the heading of an id, written
// "#id". It has no line if the page does not contain it.
func LinkAt(page *campaign.Page, address string) diag.Position {
	target, err := url.Parse(address)
	if err != nil {
		return diag.Position{}
	}
	var near diag.Position
	for _, p := range textsOf(page) {
		p.read()
		for _, l := range p.links {
			u, ok := l.internal()
			switch {
			case !ok || u.Fragment != target.Fragment:
			case strings.HasSuffix("/"+strings.Trim(target.Path, "/"), strings.TrimSuffix("/"+strings.Trim(u.Path, "/"), "/")):
				return p.at(l.at)
			case u.Fragment != "":
				near = p.at(l.at) // the page is published at another address than the link has
			}
		}
	}
	return near
}

// Outside is a link of a page to another site.
type Outside struct {
	At      diag.Position
	Address string
}

// OutsideLinks returns the links to other sites in the texts of all pages that are public at a moment.
func OutsideLinks(c *campaign.Campaign, now time.Time) (out []Outside) {
	for _, p := range readTexts(c, everyFile) {
		for _, l := range p.links {
			if campaign.URL(l.address).Valid() && p.page.Withheld(now) == "" {
				out = append(out, Outside{p.at(l.at), l.address})
			}
		}
	}
	return out
}
