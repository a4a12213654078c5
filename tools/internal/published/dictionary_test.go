package published

import (
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/locale"
)

type thing struct {
	ID     campaign.ID           `json:"id" key:"true"`
	Of     campaign.PledgeID     `json:"of"`
	Status campaign.StatusID     `json:"status"`
	Role   campaign.Role         `json:"role"`
	Parts  []piece               `json:"parts"`
	Amount *float64              `json:"amount,omitempty"`
	Proof  []campaign.EvidenceID `json:"proof"`
}

type piece struct {
	ID   campaign.ID   `json:"id"`
	Text campaign.Text `json:"text"`
}

const defined = `
[object.thing]
title = { en = "Thing" }
text = { en = "A thing." }
[object.piece]
title = { en = "Part" }
text = { en = "A part." }
[field.any.id]
title = { en = "Id" }
text = { en = "An id." }
[field.any.status]
title = { en = "Status" }
text = { en = "Of anything." }
[field.thing.status]
title = { en = "Status" }
text = { en = "Of the thing." }
[field.thing.of]
title = { en = "Of" }
text = { en = "What it is of." }
[field.thing.role]
title = { en = "Role" }
text = { en = "Its role." }
[field.thing.parts]
title = { en = "Parts" }
text = { en = "Its parts." }
[field.thing.amount]
title = { en = "Amount" }
text = { en = "How many." }
absent = { en = "nobody counted." }
[field.thing.proof]
title = { en = "Proof" }
text = { en = "Why." }
[field.piece.text]
title = { en = "Text" }
text = { en = "Words." }
`

func define(t *testing.T, file string) *Dictionary {
	t.Helper()
	d, err := newDictionary(file, locale.Languages{Source: "en"}, map[campaign.Kind][]Value{campaign.KindStatus: {{ID: "reversed"}}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDefinitions(t *testing.T) {
	d := define(t, defined)
	o := d.Of(reflect.TypeFor[thing]())
	if o.Name != "thing" || len(o.Fields) != 7 || o.Fields[0].Name != "id" {
		t.Fatalf("object %q with the fields %v", o.Name, o.Fields)
	}
	by := map[string]*Field{}
	for i, f := range o.Fields {
		by[f.Name] = &o.Fields[i]
	}
	for name, want := range map[string]struct {
		kind     string
		list     bool
		refers   campaign.Kind
		values   int
		optional bool
	}{
		"id":     {kind: "identifier"},
		"of":     {kind: "identifier", refers: campaign.KindPledge},
		"status": {kind: "identifier", refers: campaign.KindStatus, values: 1},
		"role":   {kind: "word", values: 2},
		"parts":  {kind: "object", list: true},
		"amount": {kind: "number", optional: true},
		"proof":  {kind: "identifier", list: true, refers: campaign.KindEvidence},
	} {
		f := by[name]
		if f.Type.Name != want.kind || f.List != want.list || f.Refers != want.refers || len(f.Values) != want.values || f.Optional != want.optional {
			t.Errorf("%s: %+v, want %+v", name, f, want)
		}
	}
	if got := by["status"].Text["en"]; got != "Of the thing." {
		t.Errorf("status: %q", got)
	}

	amount := 2.5
	record := reflect.ValueOf(thing{ID: "a", Amount: &amount, Proof: []campaign.EvidenceID{"x", "y"}})
	for name, want := range map[string]any{"id": "a", "of": nil, "amount": 2.5, "proof": "x;y"} {
		if got := by[name].Plain(record, "en"); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if got := by["amount"].Plain(reflect.ValueOf(thing{}), "en"); got != nil {
		t.Errorf("no amount is %v", got)
	}
}

func TestTexts(t *testing.T) {
	var got []string
	o := define(t, defined).Of(reflect.TypeFor[thing]())
	o.Texts(reflect.ValueOf(thing{Parts: []piece{{"p", campaign.Text{"en": "Hello"}}}}), func(kind, id, field string, text campaign.Text) {
		got = append(got, kind, id, field, text["en"])
	})
	if want := "piece p text Hello"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}

func TestWordsAreNeitherMissingNorUnused(t *testing.T) {
	for name, test := range map[string]struct{ old, new, want string }{
		"all there": {"", "", "unused field.any.status"}, // it gives way to that of the thing
		"a field":   {"[field.thing.proof]\ntitle = { en = \"Proof\" }\ntext = { en = \"Why.\" }\n", "", "missing field.any.proof"},
		"too many":  {"[field.piece.text]", "[field.piece.colour]\ntitle = { en = \"Colour\" }\ntext = { en = \"Its colour.\" }\n[field.piece.text]", "unused field.piece.colour"},
	} {
		file := strings.Replace(defined, test.old, test.new, 1)
		d := define(t, file)
		d.Of(reflect.TypeFor[thing]())
		if err := d.Err(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	idle := "[field.any.status]\ntitle = { en = \"Status\" }\ntext = { en = \"Of anything.\" }\n"
	d := define(t, strings.Replace(defined, idle, "", 1))
	d.Of(reflect.TypeFor[thing]())
	if err := d.Err(); err != nil {
		t.Errorf("with all words and no more: %v", err)
	}
}

// TestDictionaryIsComplete: every entry of the file has its texts in the language that all of them are written in, and no
// more keys than are read.
func TestDictionaryIsComplete(t *testing.T) {
	var file struct {
		Note         map[string]campaign.Text
		File, Object map[string]*Words
		Field        map[string]map[string]*Words
	}
	if meta, err := toml.Decode(meanings, &file); err != nil || len(meta.Undecoded()) > 0 {
		t.Errorf("%v, unknown keys %v", err, meta.Undecoded())
	}
	for key, w := range define(t, meanings).entries {
		for what, text := range map[string]campaign.Text{"title": w.Title, "text": w.Text, "absent": w.Absent} {
			optional := what == "absent" || what == "title" && strings.HasPrefix(key, "note.")
			if text[written] == "" && !(optional && text == nil) {
				t.Errorf("%s: no %s in %q", key, what, written)
			}
		}
	}
}
