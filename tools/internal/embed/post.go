package embed

import (
	"cmp"
	"slices"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/published"
)

// Posted is the file beside a frame that content systems show within a post: short, and with Script.
const Posted = "post.html"

// postHeight is how high a frame within a post may be: WordPress shows no more of any.
const postHeight = 1000

// posted returns the name of that file. A cell is always short: the file that is there already does.
func (f *Frame) posted() string {
	if f.Kind == Cell {
		return Measured
	}
	return Posted
}

// Post returns the frame as a post shows it: of a list only what keeps its last line in sight in any column, those with the
// statuses that decide most first; of the matrix a list of what was found about each government, or where it is a part by
// commitments, about each of them.
func (f *Frame) Post() *Frame {
	if f.Kind == Cell {
		return f
	}
	post := *f
	post.Rows = slices.Clone(f.Rows)
	if len(f.Pillars) > 0 {
		post.Leads = append([]string{f.Lead}, f.Leads[1:]...)
		post.Rows, post.Pillars = f.findings(), nil
	} else {
		slices.SortStableFunc(post.Rows, f.byRank)
	}
	if !post.fits(Widths) {
		post.cut()
	}
	return &post
}

// cut leaves out the last rows, as many as needed, and says so.
func (f *Frame) cut() {
	f.Cut, f.CutNarrow = f.Text("embed_frame.shortened"), f.Cut == ""
	roomy := slices.DeleteFunc(slices.Clone(Widths), func(width int) bool { return width < narrow })
	for len(f.Rows) > 0 && !f.fits(roomy) {
		f.Rows, f.CutNarrow = f.Rows[:len(f.Rows)-1], false
	}
	// In a narrow column fewer fit.
	for i := len(f.Rows) - 1; i >= 0 && !f.fits(Widths); i-- {
		row := *f.Rows[i]
		row.Roomy = true
		f.Rows[i] = &row
	}
}

func (f *Frame) fits(widths []int) bool {
	return !slices.ContainsFunc(widths, func(width int) bool { return f.Height(width) > postHeight })
}

// byRank puts rows with the statuses that decide most first.
func (m *maker) byRank(a, b *Row) int {
	return cmp.Compare(m.Record.Status[a.Status].Rank, m.Record.Status[b.Status].Rank)
}

// findings returns a row for each finding about a part of the matrix: about its commitments if it has only some, or else about
// its governments, first those with most of the status that decides most.
func (f *Frame) findings() []*Row {
	var rows []*Row
	add := func(heading campaign.Text, link string) {
		row := &Row{Plain: true, Link: link}
		row.Name = f.In(heading)
		rows = append(rows, row)
	}
	if lines := f.lines(); len(lines) < len(f.Record.Commitments) {
		for _, l := range lines {
			add(f.Record.Findings.Commitment[l.ID].Heading, "commitments/"+string(l.ID)+"/")
		}
		return rows
	}
	for _, g := range f.decisive() {
		add(f.Record.Findings.Signatory[g.ID].Heading, "signatories/"+string(g.ID)+"/")
	}
	return rows
}

// decisive returns the governments of a matrix that count, first those with most of the status that decides most.
func (f *Frame) decisive() []published.Signatory {
	statuses := slices.SortedFunc(slices.Values(f.Record.Statuses), func(a, b published.Status) int { return cmp.Compare(a.Rank, b.Rank) })
	governments := slices.DeleteFunc(slices.Clone(f.Columns), func(g published.Signatory) bool { return g.Until != "" })
	slices.SortStableFunc(governments, func(a, b published.Signatory) int {
		for _, s := range statuses {
			if order := cmp.Compare(b.Totals.ByStatus[s.ID], a.Totals.ByStatus[s.ID]); order != 0 {
				return order
			}
		}
		return 0
	})
	return governments
}
