package campaign

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/source"
)

// Page is the front matter of one Markdown file of content/: the keys that this site reads, and no others.
type Page struct {
	Place          `toml:"-"`
	Title          string     `toml:"title" required:"true"`
	Description    string     `toml:"description" required:"true"`
	Date           time.Time  `toml:"date"`
	PublishDate    time.Time  `toml:"publishDate"`
	ExpiryDate     time.Time  `toml:"expiryDate"`
	LastMod        time.Time  `toml:"lastmod"`
	Draft          bool       `toml:"draft"`
	Topics         []Topic    `toml:"topics"`
	Aliases        []string   `toml:"aliases"`
	Slug           string     `toml:"slug"`
	Layout         string     `toml:"layout"`
	Weight         int        `toml:"weight"`
	TranslationKey string     `toml:"translationKey"`
	Params         PageParams `toml:"params"`

	languages locale.Languages // of the site
	where     *location        // nil for a page that is not part of a record
	cites     []EvidenceID     // the sources that its texts cite
}

// PageParams is what Hugo does not know: how the page relates to the record.
type PageParams struct {
	Place         `toml:"-"`
	AsOf          Date           `toml:"as_of"` // the last day the record read for the page reaches
	DatePrecision DatePrecision  `toml:"date_precision"`
	NotAfter      Date           `toml:"not_after"` // the last day the page can be of, where that is before the end of the month or year
	KeyPoints     []string       `toml:"key_points"`
	Statement     StatementKind  `toml:"statement"`
	Publisher     string         `toml:"publisher"`
	Evidence      EvidenceID     `toml:"evidence"`
	PublishedHere bool           `toml:"published_here"` // first: a press release of ours, whose original is the page
	Commitments   []CommitmentID `toml:"commitments"`
	Signatories   []SignatoryID  `toml:"signatories"`
	Programmes    []ProgrammeID  `toml:"programmes"`
	Corrections   []Correction   `toml:"corrections"`
}

// Correction is a correction made on a page after it was published. It stays on the page.
type Correction struct {
	Place `toml:"-"`
	Date  Date   `toml:"date" required:"true"` // the day it was made
	Text  string `toml:"text" required:"true"` // Markdown
}

// markdown is the body of the page, and its corrections below it.
func (p Page) markdown() string {
	text := string(p.Doc.Body())
	for _, c := range p.Params.Corrections {
		text += "\n\n" + c.Text
	}
	return text
}

// DatePrecision is how much of a page's date is known. Hugo needs a full date in any case.
type DatePrecision string

// Choices lists the precisions.
func (DatePrecision) Choices() []string { return []string{"day", "month", "year"} }

// Dated returns the date of the page, as exact as it is known; "" for an undated page.
func (p Page) Dated() Date {
	day, length := DayOf(p.Date), map[DatePrecision]int{"month": 7, "year": 4}[p.Params.DatePrecision]
	if day == "" || length == 0 {
		return day
	}
	return day[:length]
}

// DayOf returns the day of a date of a page, in the campaign's time zone; "" for a page without the date.
func DayOf(t time.Time) Date {
	if t.IsZero() {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// otherMarkup lists the endings, beside md, of files that Hugo makes pages of.
var otherMarkup = []string{
	"ad", "adoc", "asciidoc", "htm", "html", "markdown", "mdown", "org", "pandoc", "pdc", "rst", "gotmpl",
}

// pages puts every page of content/ on the list, and the files beside them.
func (l *loader) pages() {
	files := l.below("content/")
	l.campaign.Pages = make([]Page, 0, len(files))
	for _, file := range files {
		switch kind := strings.ToLower(strings.TrimPrefix(path.Ext(file), ".")); {
		case path.Base(file) == "_content.gotmpl": // pages made from data, which is checked as data
		case slices.Contains(otherMarkup, kind):
			l.problems.Errorf(diag.Position{File: file}, RuleUnknownFile, "page must be a Markdown file that ends in .md").
				WithHint("rename it: it would be published without a check")
		case kind == "md":
			l.later(file, readPage)
		default:
			l.campaign.Attachments = append(l.campaign.Attachments, file)
		}
	}
	l.campaign.Static = l.below("static/")
}

func readPage(root fs.FS, file string, problems *diag.List) (*source.Doc, func(c *Campaign)) {
	page, doc := source.DecodeFrontMatter[Page](root, file, problems)
	page.cites = page.citations()
	return doc, func(c *Campaign) {
		if page.where == nil {
			page.languages = c.Languages
			page.where = page.located()
		}
		c.Pages = append(c.Pages, page)
	}
}

// FileAddress returns the page's address by the name of its file, whatever its slug.
func (p Page) FileAddress() string {
	p.Slug = ""
	return p.addressIn(p.Language())
}

// FileBeside returns the address of a file of the page's own folder.
func (p Page) FileBeside(file string) string {
	return path.Join(p.Address(), strings.TrimPrefix(file, path.Dir(p.Doc.File)))
}

// AliasAddress returns the address of an alias: below the root of the page's language, or beside the page.
func (p Page) AliasAddress(alias string) string {
	if !strings.HasPrefix(alias, "/") {
		return strings.Trim(path.Join(path.Dir("/"+p.Address()), alias), "/")
	}
	return strings.Trim(path.Join("/", p.languages.Root(p.Language()), alias), "/")
}

// Interface is the words of templates in one language: a file of i18n/.
type Interface struct {
	Place
	Language string
	Words    map[string]any
}

// interfaces puts every file of i18n/ on the list.
func (l *loader) interfaces() {
	for _, file := range l.below("i18n/") {
		if path.Ext(file) != ".toml" || path.Dir(file) != "i18n" {
			l.problems.Errorf(diag.Position{File: file}, RuleUnknownFile, "file of words must be i18n/LANGUAGE.toml")
			continue
		}
		l.later(file, readInterface)
	}
}

func readInterface(root fs.FS, file string, problems *diag.List) (*source.Doc, func(c *Campaign)) {
	words, doc := source.DecodeFile[map[string]any](root, file, problems)
	language := strings.TrimSuffix(path.Base(file), ".toml")
	return doc, func(c *Campaign) { c.Interfaces = append(c.Interfaces, Interface{doc.Top(), language, words}) }
}
