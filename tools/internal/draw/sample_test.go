package draw

import (
	"fmt"
	"os"
	"strings"

	"declarationwatch/tools/internal/campaign"
)

// statuses are those of the vocabulary, in its order, with the longer of their two labels.
var statuses = []Count{
	{"fulfilled", "Fulfilled", 3}, {"in-progress", "In progress", 18}, {"announced", "Announced", 40},
	{"stalled", "Estancado", 5}, {"overtaken", "Truncado por otro", 2}, {"reversed", "Revertido", 3},
	{"contradicted", "Contradicted", 8}, {"disputed", "En disputa", 2}, {"not-assessed", "Not assessed", 0},
	{"no-pledge-found", "Sin promesa hallada", 601},
}

// style is the style of the site with the statuses of the samples.
var style = func() *Style {
	var all []campaign.Status
	for i, symbol := range []string{"●", "◐", "○", "▲", "◇", "✕", "■", "≠", "·", "–"} {
		own := campaign.Palette{Ink: campaign.Colour(fmt.Sprintf("#%06x", 1+i)), Wash: campaign.Colour(fmt.Sprintf("#fffff%x", i)), Bar: "#808080"}
		if i > 6 {
			own.Wash = campaign.Transparent
		}
		all = append(all, campaign.Status{ID: campaign.StatusID(statuses[i].Status), Symbol: symbol, Colours: campaign.Colours{Light: own, Dark: own}})
	}
	s, err := ReadStyle(os.DirFS("../../.."), all)
	if err != nil {
		panic(err)
	}
	return s
}()

// title is a text of the longest that a commitment has, 78 letters, or of a share of that.
func title(letters int) string {
	const longest = "Proteger la seguridad, la dignidad y los derechos de toda persona en movilidad"
	return strings.TrimSpace(longest[:letters])
}

// sampleGrid is as large as the matrix is.
func sampleGrid() Grid {
	g := Grid{
		Head: Head{
			Lang: "es", Title: "Qué fue de las promesas de Los Ángeles",
			Lead:   "Dónde estaban 22 gobiernos respecto de 31 compromisos el 24 de noviembre de 2026: un hallazgo en 81 de 682 casillas.",
			Source: "Observatorio de la Declaración de Los Ángeles · https://declaration-watch.example/es/ · CC BY 4.0",
		},
		Legend: statuses, Note: "DO: República Dominicana · MX: México · WW: Estados Unidos",
	}
	for i := range 22 {
		g.Columns = append(g.Columns, []string{"DO", "MX", "WW"}[i%3])
	}
	for i, rows := range []int{3, 7, 9, 8, 3, 1} {
		group := Group{Title: []string{"Principios compartidos", "Estabilidad y asistencia para las comunidades", "Vías regulares"}[i%3]}
		for n := range rows {
			row := Row{Name: title(78 - n*7)}
			for k := range g.Columns {
				status := ""
				if (i*31+n*7+k)%8 == 0 {
					status = statuses[(i+n+k)%len(statuses)].Status
				}
				row.Cells = append(row.Cells, status)
			}
			group.Rows = append(group.Rows, row)
		}
		g.Groups = append(g.Groups, group)
	}
	return g
}

// sampleList has n rows, of the longest texts that there are.
func sampleList(n int) List {
	l := List{
		Head: Head{
			Lang: "es", Title: "Estados Unidos",
			Lead:   "Dónde estaba Estados Unidos respecto de los 31 compromisos de la Declaración de Los Ángeles el 24 de noviembre de 2026.",
			Source: "Observatorio de la Declaración de Los Ángeles · https://declaration-watch.example/es/ · CC BY 4.0",
		},
		Note: "Para los otros 15 compromisos no se halló ninguna promesa en las fuentes consultadas. Eso no equivale a una promesa incumplida.",
		Gap:  "no-pledge-found",
	}
	for i := range n {
		status := statuses[i%len(statuses)]
		l.Bar = append(l.Bar, Count{status.Status, status.Label, i + 1})
		l.Items = append(l.Items, Item{
			Name: title(78 - i*3), Status: status.Status, Label: status.Label, Date: fmt.Sprintf("%d sept 2025", i+10),
			Source: "Human Rights Watch, “Desprotegidos: la niñez migrante ante el cierre de las vías regulares”",
		})
	}
	l.Bar = l.Bar[:min(len(l.Bar), len(statuses))]
	return l
}

// hostile are texts that break a careless encoder or layout.
var hostile = []string{
	"", " ", `<&"']]>`, "</text><script>alert(1)</script>", "&#0;&amp;", "--><!--", "]]>",
	"a\x00b\x1fc\x7fd\u0085e\u2028f\r\ng\th", "\xff\xfe\xed\xa0\x80", "\ufffe\uffff\ufeff\ufdd0", "\u202eevil\u2066\u200f",
	"שלום עולם", "مرحبا بالعالم", "👩‍👩‍👧‍👦 🇲🇽 👍🏽", "日本語の長い見出し", "z̸̡̢̛̗̘̙̜̝a̴l̷g̶o", "e\u0301", "…", "·", "· · ·",
	strings.Repeat("word ", 60), strings.Repeat("W", 300), strings.Repeat("·", 300), "https://" + strings.Repeat("example/", 40),
}

func hostileHead(text string) Head { return Head{Lang: text, Title: text, Lead: text, Source: text} }

// hostileGrid has a text in every place.
func hostileGrid(text string) Grid {
	return Grid{
		Head:    hostileHead(text),
		Columns: []string{text, "MX", text, "US"}, Note: text,
		Groups: []Group{
			{text, []Row{{text, []string{text, "stalled"}}}}, {text, nil},
			{text, []Row{{"Canada", []string{"announced", "", "reversed", "disputed", "stalled"}}, {text, nil}}},
		},
		Legend: []Count{{text, text, 7}, {"stalled", text, -1}, {"reversed", "Reversed", 123456789}},
	}
}

// hostileList has a text in every place.
func hostileList(text string) List {
	return List{
		Head: hostileHead(text), Note: text,
		Bar:   []Count{{text, text, 1}, {"stalled", text, 1000}, {"reversed", text, -3}},
		Items: []Item{{text, text, text, text, text}, {text, "contradicted", text, text, text}},
	}
}

// sampleCard has the longest words of its kind.
func sampleCard(figures int) Card {
	c := Card{
		Head: Head{
			Lang: "es", Source: "Observatorio de la Declaración de Los Ángeles", Title: title(78), Lead: "Una frase o dos sobre la página, de la parte inicial.",
		},
		Kicker: "Comunicado · Kids in Need of Defense (KIND) · 29 de septiembre de 2022",
	}
	c.Figures = statuses[:figures]
	return c
}

// hostileCard has a text in every place.
func hostileCard(text string) Card {
	return Card{
		Head: hostileHead(text), Kicker: text,
		Figures: []Count{{text, text, 1}, {"stalled", text, 1000}, {"reversed", text, -3}, {"reversed", text, 123456}},
	}
}

// sampleTimeline has some years of marks with symbols, in as many rows as there are.
func sampleTimeline(years int) Timeline {
	t := Timeline{Head: sampleList(0).Head, Key: statuses, Note: title(78)}
	for y := range years {
		s := Stretch{Label: fmt.Sprint(2021 + y), Until: 100, Words: "3 pledges"}
		for i := range y + 2 {
			m := TimeMark{Status: statuses[i%len(statuses)].Status, Count: 6 * i, At: float64(i%timeColumns*2+1) * 100 / (2 * timeColumns), Row: 1 + i/timeColumns, To: float64(i % 2 * 50)}
			s.Above, s.Below = append(s.Above, m), append(s.Below, m)
		}
		t.Stretches = append(t.Stretches, s)
	}
	return t
}

// sampleCourse has dots, and the same in words.
func sampleCourse(years int) Timeline {
	t := sampleTimeline(years)
	t.Key = nil
	for i, s := range t.Stretches {
		for k := range s.Above {
			s.Above[k].Status = ""
			t.Dated = append(t.Dated, Dated{"informado: 29 de septiembre de 2022", title(78 - k*9)})
		}
		t.Stretches[i].Below = nil
	}
	return t
}

// hostileTimeline has a text in every place.
func hostileTimeline(text string) Timeline {
	m := TimeMark{Status: text, Symbol: text, Count: 7, At: 50, Row: 1, To: 100}
	return Timeline{
		Head: hostileHead(text), Note: text, Key: []Count{{text, text, 1}}, Dated: []Dated{{text, text}},
		Stretches: []Stretch{{text, text, 100, []TimeMark{m}, []TimeMark{m}}, {Label: text}},
	}
}

// squared draws a card as a square.
func squared(c Card) *Drawing {
	c.Square = true
	return c.Draw(style)
}

// drawings are the pictures that every test looks at.
func drawings() map[string]*Drawing {
	all := map[string]*Drawing{
		"grid": sampleGrid().Draw(style), "grid of nothing": Grid{}.Draw(style),
		"list": sampleList(16).Draw(style), "list of one": sampleList(1).Draw(style), "list of none": sampleList(0).Draw(style), "list of nothing": List{}.Draw(style),
		"card": sampleCard(0).Draw(style), "card of five": sampleCard(5).Draw(style), "card of ten": sampleCard(10).Draw(style), "square": squared(sampleCard(0)), "square of five": squared(sampleCard(5)), "square of ten": squared(sampleCard(10)), "card of nothing": Card{}.Draw(style),
	}
	for name, d := range map[string]Timeline{"timeline": sampleTimeline(7), "timeline of a year": sampleTimeline(1), "timeline of nothing": {}, "timeline of dots": sampleCourse(8)} {
		all[name] = d.Draw(style)
	}
	for i, text := range hostile {
		all[fmt.Sprintf("hostile timeline %d", i)] = hostileTimeline(text).Draw(style)
		all[fmt.Sprintf("hostile grid %d", i)] = hostileGrid(text).Draw(style)
		all[fmt.Sprintf("hostile list %d", i)] = hostileList(text).Draw(style)
		all[fmt.Sprintf("hostile card %d", i)] = hostileCard(text).Draw(style)
	}
	return all
}
