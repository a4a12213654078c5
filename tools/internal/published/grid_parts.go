package published

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/matrix"
	"declarationwatch/tools/internal/words"
)

// How much of a matrix one page shows, and one frame for partners, in letters. A matrix that is larger has an overview at its
// address, and its cells on pages by pillar, by region where that is still too much, and by some governments and commitments where even
// that is.
const (
	roomOfGrid  = 13_300
	roomOfFrame = 36_700 // in which each cell has its sources
)

// GridPart is what one page of the matrix shows of it.
type GridPart struct {
	Path        string // below the page of the whole: "pillar/ID/REGION/2"; "" for the whole
	Pillar      campaign.PillarID
	Region      campaign.ID
	Number      int                    // of the page within a region
	Piece       bool                   // it has not all commitments of the pillar
	Governments []campaign.SignatoryID // in the order in which they joined
	Commitments []campaign.CommitmentID
	Parts       []GridPart // the pages that have its cells, where they are too many for one
}

// elsewhere is the region, in addresses, of a government without one.
const elsewhere = "other"

// divide returns the pages of a matrix, of which none has more than some letters unless it is of one cell. A government that
// joins later comes last, so that those before it keep their pages as long as these have room.
func divide(c *campaign.Campaign, m *matrix.Matrix, room int) GridPart {
	d, whole := newDivider(c, m, room), GridPart{}
	joined := slices.SortedStableFunc(slices.Values(m.Signatories), func(a, b matrix.Member) int {
		return cmp.Or(a.Memberships[0].Date.Compare(b.Memberships[0].Date), strings.Compare(string(a.ID), string(b.ID)))
	})
	for _, member := range joined {
		whole.Governments = append(whole.Governments, member.ID)
	}
	for _, x := range m.Commitments {
		whole.Commitments = append(whole.Commitments, x.ID)
	}
	d.split(&whole)
	return whole
}

// FrameFits reports whether a frame has room for the cells of some governments under some commitments, with sources of so many letters.
func (p *Pages) FrameFits(governments []Signatory, commitments []Commitment, sources int) bool {
	part := GridPart{}
	for _, g := range governments {
		part.Governments = append(part.Governments, g.ID)
	}
	for _, c := range commitments {
		part.Commitments = append(part.Commitments, c.ID)
	}
	return p.parts.letters(part)+sources*13/10 <= p.FrameRoom // few of whose letters repeat
}

type divider struct {
	*campaign.Campaign
	m      *matrix.Matrix
	room   int
	filled map[campaign.SignatoryID]map[campaign.CommitmentID]bool
}

func newDivider(c *campaign.Campaign, m *matrix.Matrix, room int) divider {
	d := divider{c, m, room, map[campaign.SignatoryID]map[campaign.CommitmentID]bool{}}
	for _, member := range m.Signatories {
		d.filled[member.ID] = map[campaign.CommitmentID]bool{}
		for _, cell := range member.Cells {
			d.filled[member.ID][cell.Commitment] = cell.Filled()
		}
	}
	return d
}

// split gives a part pages of its own, if it needs any.
func (d divider) split(p *GridPart) {
	if d.letters(*p) <= d.room {
		return
	}
	switch {
	case p.Pillar == "":
		for _, pillar := range d.m.Pillars {
			part := GridPart{Path: path.Join(campaign.PillarFolder, string(pillar.ID)), Pillar: pillar.ID, Governments: p.Governments}
			for _, x := range d.m.Commitments {
				if x.Pillar == pillar.ID {
					part.Commitments = append(part.Commitments, x.ID)
				}
			}
			p.add(part)
		}
	case p.Region == "":
		for _, region := range d.regions() {
			part := *p
			part.Parts, part.Path, part.Region = nil, path.Join(p.Path, string(region)), region
			part.Governments = slices.DeleteFunc(slices.Clone(p.Governments), func(id campaign.SignatoryID) bool { return d.region(id) != region })
			p.add(part)
		}
	default:
		d.number(p)
	}
	for i := range p.Parts {
		if p.Parts[i].Number == 0 {
			d.split(&p.Parts[i])
		}
	}
}

// add adds a page, unless there is nothing on it.
func (p *GridPart) add(part GridPart) {
	if len(part.Governments) > 0 && len(part.Commitments) > 0 {
		p.Parts = append(p.Parts, part)
	}
}

// fewestColumns are governments that a page compares, if its region has as many: rather than fewer, it has fewer commitments.
const fewestColumns = 4

// number divides the governments of a region among pages: as many to each as all of them have room for, always a power of two, so
// that this rarely changes. Where these would be too few to compare, it divides the commitments first.
func (d divider) number(p *GridPart) {
	most, fewest := 1, min(fewestColumns, len(p.Governments))
	for most < len(p.Governments) {
		most *= 2
	}
	for rows := len(p.Commitments); ; rows = (rows + 1) / 2 {
		if rows == 1 {
			fewest = 1
		}
		for each := most; each >= fewest; each /= 2 {
			if d.pages(p, rows, each) || rows == 1 && each == 1 {
				return
			}
		}
	}
}

// pages divides a part among pages of some commitments and governments, and reports whether all have room.
func (d divider) pages(p *GridPart, rows, each int) bool {
	p.Parts = nil
	fits := true
	for commitments := range slices.Chunk(p.Commitments, rows) {
		for governments := range slices.Chunk(p.Governments, each) {
			part := *p
			part.Number, part.Governments, part.Commitments, part.Parts = len(p.Parts)+1, governments, commitments, nil
			part.Path, part.Piece = path.Join(p.Path, strconv.Itoa(part.Number)), rows < len(p.Commitments)
			fits = fits && d.letters(part) <= d.room
			p.Parts = append(p.Parts, part)
		}
	}
	return fits
}

// regions returns those that governments may be in.
func (d divider) regions() (ids []campaign.ID) {
	for _, word := range d.Profile.Subregions {
		ids = append(ids, word.ID)
	}
	if !slices.Contains(ids, elsewhere) {
		ids = append(ids, elsewhere)
	}
	return ids
}

// region returns the region of a government, as addresses name it.
func (d divider) region(id campaign.SignatoryID) campaign.ID {
	for _, member := range d.m.Signatories {
		if member.ID == id {
			return cmp.Or(campaign.ID(member.Subregion), elsewhere)
		}
	}
	return elsewhere
}

// letters returns how much a part needs.
func (d divider) letters(p GridPart) int {
	size := 0
	for _, x := range d.m.Commitments {
		if slices.Contains(p.Commitments, x.ID) {
			size += longest(x.ShortTitle, d.Languages.All)
		}
	}
	for _, government := range p.Governments {
		for _, commitment := range p.Commitments {
			size += lettersOfGap
			if d.filled[government][commitment] {
				size += lettersOfCell
			}
		}
	}
	return size + lettersOfColumn*len(p.Governments)
}

// lettersOfColumn is about what the column of a government needs: its names, and the rules that hide it.
const lettersOfColumn = 30

// of returns the part of a matrix.
func (p GridPart) of(m *matrix.Matrix) *matrix.Matrix {
	if p.Path == "" {
		return m
	}
	return m.Part(func(id campaign.CommitmentID) bool { return slices.Contains(p.Commitments, id) },
		func(id campaign.SignatoryID) bool { return slices.Contains(p.Governments, id) })
}

// name returns what a part is called, within the whole.
func (p GridPart) name(c *campaign.Campaign) campaign.Text {
	name := campaign.Text{}
	for _, language := range c.Languages.All {
		var words []string
		for _, pillar := range c.Declaration.Pillars {
			if pillar.ID == p.Pillar {
				words = append(words, c.Languages.Text(pillar.Title, language))
			}
		}
		for _, region := range c.Profile.Subregions {
			if region.ID == p.Region {
				words = append(words, c.Languages.Text(region.Label, language))
			}
		}
		name[language] = strings.Join(words, ", ")
	}
	return name
}

// namedParts returns parts of a matrix with the name of the region in which governments without one are, in the language of some words.
func namedParts(parts map[string]pagesGrid, w *words.Words) map[string]pagesGrid {
	out := maps.Clone(parts)
	for at, part := range out {
		if part.Region == elsewhere {
			part.Name = campaign.Text{w.Language: part.Name[w.Language] + ", " + w.Text("matrix.elsewhere")}
			out[at] = part
		}
	}
	return out
}

// grids returns the grid of a part of a matrix, and adds to all those of its parts, by their path.
func (p GridPart) grids(root pagesGrid, c *campaign.Campaign, m *matrix.Matrix, spells spells, all map[string]pagesGrid) pagesGrid {
	grid := newGrid(c, p.of(m), spells)
	grid.ID, grid.Path, grid.Today = root.ID, path.Join(root.Path, p.Path), path.Join("matrix", p.Path)
	grid.Pillar, grid.Region, grid.Number = p.Pillar, p.Region, p.Number
	if p.Path != "" {
		grid.Name, grid.Up, grid.Only = p.name(c), path.Dir(grid.Path), p.Governments
		if path.Dir(p.Path) == campaign.PillarFolder {
			grid.Up = root.Path
		}
		if p.Piece {
			grid.Rows = []campaign.CommitmentID{p.Commitments[0], p.Commitments[len(p.Commitments)-1]}
		}
		grid.Facets = slices.DeleteFunc(grid.Facets, func(f pagesFacet) bool { // no choice
			return len(f.Values) < 2 && (f.ID == "pillar" || f.ID == "region")
		})
	}
	for _, part := range p.Parts {
		below := part.grids(root, c, m, spells, all)
		grid.Parts = append(grid.Parts, below.Path)
		all[below.Path] = below
	}
	grid.Shown = grid.Why
	if len(grid.Parts) > 0 {
		grid.Squares, grid.Shown = nil, nil
	}
	return grid
}
