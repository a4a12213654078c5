package campaign

// Series names the figures of a programme that may be drawn in one chart: they measure one thing, over periods of one
// length, counted in one way. Figures that differ in any of this are only in the timeline.
type Series struct {
	Place    `toml:"-"`
	ID       SeriesID `toml:"id" required:"true"`
	Title    Text     `toml:"title" required:"true"`
	Unit     Text     `toml:"unit" required:"true"`
	Span     Span     `toml:"span" required:"true"`
	Children bool     `toml:"children"` // what it counts are children
	Note     Text     `toml:"note"`     // what is left out, and why
	Points   []Point  `toml:"point" required:"true"`
}

// Point is the figure of one entry, as the value of one period.
type Point struct {
	Place  `toml:"-"`
	Entry  EntryID `toml:"entry" required:"true"`
	Period Date    `toml:"period" required:"true"` // a fiscal year goes by the year it ends in
	Hedge  Hedge   `toml:"hedge"`                  // empty for a figure as it was counted
}

type (
	// Span is the length of every period of a series.
	Span string
	// Hedge says how a figure falls short of a count.
	Hedge string
)

const (
	About    Hedge = "about"
	MoreThan Hedge = "more-than"
)

func (Hedge) Choices() []string { return []string{"about", "more-than"} }
