package formats

import (
	"math"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// What the page about the data shows, and the description of the data in other pages: the files, and what is in them.
type (
	pageFile struct {
		Path      string        `json:"path"` // from the site's root
		Name      string        `json:"name"`
		MediaType string        `json:"media_type"`
		Bytes     int           `json:"bytes"`
		Kilobytes *float64      `json:"kilobytes"` // to read
		SHA256    string        `json:"sha256"`    // in hexadecimal
		Title     campaign.Text `json:"title"`
		Text      campaign.Text `json:"text"`
	}
	pageDictionary struct {
		Notes   []pageNote  `json:"notes"`
		Tables  []pageTable `json:"tables"`  // the CSV files
		Objects []pageTable `json:"objects"` // what only the JSON has
	}
	pageNote struct {
		ID   string        `json:"id"`
		Text campaign.Text `json:"text"`
	}
	pageTable struct {
		ID     string        `json:"id"` // its anchor on the page
		Name   string        `json:"name"`
		Title  campaign.Text `json:"title"`
		Text   campaign.Text `json:"text"`
		Rows   int           `json:"rows"`
		Fields []pageField   `json:"fields"`
	}
	pageField struct {
		Name   string        `json:"name"`
		Title  campaign.Text `json:"title"`
		Text   campaign.Text `json:"text"`
		Absent campaign.Text `json:"absent"`
		Type   string        `json:"type"`
		List   bool          `json:"list"`
		Key    bool          `json:"key"`
		Values []pageValue   `json:"values"`
		Of     string        `json:"of"` // the id of the table or the object that it refers to, or contains
	}
	pageValue struct {
		ID    string        `json:"id"`
		Label campaign.Text `json:"label"`
	}
)

func (e *edition) pageFiles() []pageFile {
	var out []pageFile
	for _, f := range e.files {
		size := math.Max(1, math.Round(float64(len(f.content))/1000))
		out = append(out, pageFile{published.Folder + f.Path, f.Path, f.MediaType, len(f.content), &size, f.sha256, f.about.Title, f.about.Text})
	}
	return out
}

func (e *edition) pageDictionary() pageDictionary {
	var out pageDictionary
	for _, name := range e.notes {
		out.Notes = append(out.Notes, pageNote{name, e.texts[name]})
	}
	for _, t := range e.tables {
		about := e.about[t.name+".csv"]
		out.Tables = append(out.Tables, pageTable{t.name, t.name + ".csv", about.Title, about.Text, len(t.rows), e.pageFields(t.Fields)})
	}
	for _, o := range e.objects() {
		if !slices.ContainsFunc(e.tables, func(t table) bool { return t.Object == o }) {
			out.Objects = append(out.Objects, pageTable{ID: o.Name, Name: o.Name, Title: o.Title, Text: o.Text, Fields: e.pageFields(o.Fields)})
		}
	}
	return out
}

func (e *edition) pageFields(fields []published.Field) []pageField {
	var out []pageField
	for _, f := range fields {
		x := pageField{Name: f.Name, Title: f.Title, Text: f.Text, Absent: f.Absent, Type: f.Type.Name, List: f.List, Key: f.Key, Of: e.of(f)}
		switch {
		case f.Refers == campaign.StatusWord:
			x.Of = "statuses" // where they are listed
		case x.Of == "" && f.Object != nil:
			x.Of = f.Object.Name
		default:
			for _, v := range f.Values {
				x.Values = append(x.Values, pageValue(v))
			}
		}
		out = append(out, x)
	}
	return out
}
