<?php
// Installs WordPress, adds an author, and sets the theme. serve runs it.
$_SERVER['HTTP_HOST'] = 'localhost:' . getenv( 'PORT' );
define( 'WP_INSTALLING', true );
require getenv( 'WORK' ) . '/www/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification() {} // there is nobody to write to
wp_install( 'Partner', 'administrator', 'administrator@example.org', false, '', 'administrator' );
$author = wp_insert_user(
	array(
		'user_login' => 'author',
		'user_pass'  => 'author',
		'user_email' => 'author@example.org',
		'role'       => 'author',
	)
);
if ( is_wp_error( $author ) ) {
	fwrite( STDERR, $author->get_error_message() . "\n" );
	exit( 1 );
}
switch_theme( getenv( 'THEME' ) );
