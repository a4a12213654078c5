package export

import (
	"math"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/dictionary"
	"declarationwatch/tools/internal/locale"
)

// What the page about the data shows, and the description of the data in other pages: the files, and what is in them.
type (
	viewFile struct {
		Path      string `json:"path"` // from the site's root
		Name      string `json:"name"`
		MediaType string `json:"media_type"`
		Bytes     int    `json:"bytes"`
		Size      string `json:"size"`   // the same, to read
		SHA256    string `json:"sha256"` // in hexadecimal
		Title     string `json:"title"`
		Text      string `json:"text"`
	}
	viewDictionary struct {
		Notes   list[viewNote]  `json:"notes"`
		Tables  list[viewTable] `json:"tables"`  // the CSV files
		Objects list[viewTable] `json:"objects"` // what only the JSON has
	}
	viewNote struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	}
	viewTable struct {
		ID     string          `json:"id"` // its anchor on the page
		Name   string          `json:"name"`
		Title  string          `json:"title"`
		Text   string          `json:"text"`
		Rows   int             `json:"rows"`
		Fields list[viewField] `json:"fields"`
	}
	viewField struct {
		Name   string          `json:"name"`
		Title  string          `json:"title"`
		Text   string          `json:"text"`
		Absent string          `json:"absent"`
		Type   string          `json:"type"`
		List   bool            `json:"list"`
		Key    bool            `json:"key"`
		Values list[viewValue] `json:"values"`
		Of     string          `json:"of"` // the id of the table or the object that it refers to, or holds
	}
	viewValue struct {
		ID    string `json:"id"`
		Label string `json:"label"`
	}
)

func (v viewer) data(e *edition) {
	for _, f := range e.files {
		about := e.about[f.Path]
		v.out.Files = append(v.out.Files, viewFile{
			Folder + f.Path, f.Path, f.MediaType, len(f.content), v.size(len(f.content)), f.sha256, v.text(about.Title), v.text(about.Text),
		})
	}
	for _, n := range e.notes {
		v.out.Dictionary.Notes = append(v.out.Dictionary.Notes, viewNote{n.name, v.text(n.text)})
	}
	tabled := map[string]bool{}
	for _, t := range e.tabled {
		tabled[t.Name] = true
		about := e.about[t.name+".csv"]
		v.out.Dictionary.Tables = append(v.out.Dictionary.Tables, viewTable{
			t.name, t.name + ".csv", v.text(about.Title), v.text(about.Text), len(t.rows), v.fields(e, t.Object),
		})
	}
	for _, o := range e.objects() {
		if !tabled[o.Name] {
			v.out.Dictionary.Objects = append(v.out.Dictionary.Objects, viewTable{
				ID: o.Name, Name: o.Name, Title: v.text(o.Title), Text: v.text(o.Text), Fields: v.fields(e, o),
			})
		}
	}
}

func (v viewer) fields(e *edition, o *dictionary.Object) list[viewField] {
	var out list[viewField]
	for _, f := range o.Fields {
		field := viewField{
			Name: f.Name, Title: v.text(f.Title), Text: v.text(f.Text), Absent: v.text(f.Absent), Type: f.Type.Name,
			List: f.List, Key: f.Key, Of: e.of(f),
		}
		switch {
		case f.Refers == campaign.StatusWord:
			field.Of = "statuses" // where they are listed
		case field.Of == "" && f.Object != nil:
			field.Of = f.Object.Name
		default:
			for _, x := range f.Values {
				field.Values = append(field.Values, viewValue{x.ID, v.text(x.Label)})
			}
		}
		out = append(out, field)
	}
	return out
}

// size gives a number of bytes as people read it.
func (v viewer) size(bytes int) string {
	return locale.Number(math.Max(1, math.Round(float64(bytes)/1000)), v.language) + "\u00a0kB"
}
