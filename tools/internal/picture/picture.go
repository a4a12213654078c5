// Package picture draws what the site shows as still pictures, for partners who cannot embed a frame. It takes plain
// values, a Grid or a List, lays them out once as a Drawing, and gives that as SVG and as PNG, so that both always show
// the same. It knows nothing of the record, and reads no file but the pictures that a Shelf keeps.
//
// Texts may hold anything. What cannot be printed is left out of them, and what is far too long ends in an ellipsis.
package picture

// Grid is the whole matrix: a row a government, a column a commitment.
type Grid struct {
	Lang   string // BCP 47
	Title  string
	Lead   string // one sentence, with the day
	Groups []Group
	Rows   []Row
	Legend []Count
	Source string // the site's name, its address, the licence
}

// Group is a pillar: columns that stand together below one head.
type Group struct {
	Title   string
	Columns []string // the titles of the commitments
}

// Row is a government.
type Row struct {
	Name  string
	Cells []string // the id of a status for each column of all groups, "" for a gap; what is missing at the end is a gap
}

// Count is a status, its word, and how often it occurs.
type Count struct {
	Status string // an id of the vocabulary; one that is not known gets a neutral sign
	Label  string
	Count  int
}

// List is one government or one commitment.
type List struct {
	Lang   string // BCP 47
	Title  string
	Lead   string  // one sentence, with the day
	Bar    []Count // drawn as a bar of shares, in this order; what counts nothing is left out
	Items  []Item
	Note   string // a sentence about what is not there; without any item it takes their place
	Source string // the site's name, its address, the licence
}

// Item is one row of a list.
type Item struct {
	Name   string // of the commitment or the government
	Status string // an id of the vocabulary
	Label  string // the word of the status
	Date   string // as it is to be read, such as "15 Dec 2025"
	Source string // who says so
}
