package draw

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
)

// sheet is a picture in the making: each pixel is the number of its colour. Few colours are enough for ours, and a byte for each pixel
// takes a quarter of the time and memory that the colours themselves would.
type sheet struct {
	image.Paletted
	numbers map[color.RGBA]uint8
	mixed   [4][256][256]int16 // of a step of cover, a ground and an ink, the number of their mixture, plus one
}

// start makes an empty sheet of a size. The next one is the same memory.
func (s *sheet) start(width, height int, ground color.RGBA) {
	if cap(s.Pix) < width*height {
		s.Pix = make([]uint8, width*height)
	}
	s.Pix, s.Stride, s.Rect = s.Pix[:width*height], width, image.Rect(0, 0, width, height)
	for step := range s.mixed { // of every colour that the last one had, also those that sort has forgotten
		clear(s.mixed[step][:min(len(s.numbers), len(s.mixed[step]))])
	}
	s.numbers, s.Palette = map[color.RGBA]uint8{}, s.Palette[:0]
	s.fill(s.Rect, ground)
}

// number returns the number of a colour. One that is too many becomes the nearest.
func (s *sheet) number(c color.RGBA) uint8 {
	n, known := s.numbers[c]
	if !known {
		if len(s.Palette) < 256 {
			s.Palette = append(s.Palette, c)
		}
		n = uint8(s.Palette.Index(c))
		s.numbers[c] = n
	}
	return n
}

// fill paints an area.
func (s *sheet) fill(area image.Rectangle, ink color.RGBA) {
	area = area.Intersect(s.Rect)
	if area.Empty() {
		return
	}
	from, n := s.PixOffset(area.Min.X, area.Min.Y), s.number(ink)
	first := s.Pix[from : from+area.Dx()]
	for x := range first {
		first[x] = n
	}
	for y := 1; y < area.Dy(); y++ {
		copy(s.Pix[from+y*s.Stride:], first)
	}
}

// stamp puts a shape in an ink at a place.
func (s *sheet) stamp(shape *image.Alpha, at image.Point, ink color.RGBA) {
	area := shape.Rect.Add(at).Intersect(s.Rect)
	n := s.number(ink)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		from := s.PixOffset(area.Min.X, y)
		ground := s.Pix[from : from+area.Dx()]
		covers := shape.Pix[shape.PixOffset(area.Min.X-at.X, y-at.Y):]
		for x := range ground {
			switch cover := covers[x]; cover {
			case 0:
			case 255:
				ground[x] = n
			default:
				ground[x] = s.mix(ground[x], n, cover)
			}
		}
	}
}

// mix returns the number of the colour of a ground that an ink covers partly, by one of the steps that coarsen leaves.
func (s *sheet) mix(ground, ink, cover uint8) uint8 {
	known := &s.mixed[cover>>6][ground][ink]
	if *known == 0 {
		one := image.NewRGBA(image.Rect(0, 0, 1, 1))
		one.Set(0, 0, s.Palette[ground])
		draw.DrawMask(one, one.Rect, image.NewUniform(s.Palette[ink]), image.Point{}, image.NewUniform(color.Alpha{cover}), image.Point{}, draw.Over)
		*known = int16(s.number(one.RGBAAt(0, 0))) + 1
	}
	return uint8(*known - 1)
}

// sort numbers the colours as they first occur, and forgets those that were painted over.
func (s *sheet) sort() {
	var again [256]int // the new number of each colour, plus one
	var used color.Palette
	above := make([]uint8, s.Stride)
	for y := range s.Rect.Dy() {
		row := s.Pix[y*s.Stride : (y+1)*s.Stride]
		if y > 0 && bytes.Equal(row, above) { // most are
			copy(row, s.Pix[(y-1)*s.Stride:])
			continue
		}
		copy(above, row)
		for x, n := range row {
			if again[n] == 0 {
				used = append(used, s.Palette[n])
				again[n] = len(used)
			}
			row[x] = uint8(again[n] - 1)
		}
	}
	s.Palette = used
}
