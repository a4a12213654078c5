<?php
/**
 * What this WordPress does differently, because the pages that it embeds are served from this machine.
 */

// WordPress takes no answers from a loopback address, nor from ports of which it knows nothing.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter(
	'http_allowed_safe_ports',
	function ( $ports, $host, $url ) {
		$ports[] = wp_parse_url( $url, PHP_URL_PORT );
		return $ports;
	},
	10,
	3
);

// "?column=580" sets the width of the theme's column of text.
add_action(
	'wp_head',
	function () {
		if ( isset( $_GET['column'] ) ) {
			printf( '<style>.wp-site-blocks .entry-content > figure, .entry-content > figure { max-width: %1$dpx !important; width: %1$dpx !important; }</style>', (int) $_GET['column'] );
		}
	},
	99
);

// "?unquoted" embeds a page as if its answer had no quotation: WordPress then adds no script, and hears no message.
add_filter(
	'embed_oembed_html',
	function ( $html, $url ) {
		if ( ! isset( $_GET['unquoted'] ) ) {
			return $html;
		}
		$answer       = _wp_oembed_get_object()->get_data( $url );
		$answer->html = preg_replace( '|<blockquote>.*?</blockquote>|s', '', $answer->html );
		return wp_filter_oembed_result( $answer->html, $answer, $url );
	},
	5,
	2
);
