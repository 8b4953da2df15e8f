<?php
/**
 * Plugin Name: zvirka
 * Description: Tells through REST which posts are editions of one story, and asks zvirka's gate before one is published.
 *
 * Belongs into wp-content/mu-plugins/. The gate is asked where WordPress's settings say where it is:
 *
 *     define( 'ZVIRKA_GATE', 'https://zvirka.example/gate' );
 *     define( 'ZVIRKA_GATE_TOKEN', getenv( 'ZVIRKA_GATE_TOKEN' ) );
 *     define( 'ZVIRKA_TIMEOUT', 30 ); // seconds that whoever publishes may have to wait; this is the default
 */

/** What a post is compared with: its editions that are finished; drafts may be half written. */
const ZVIRKA_FINISHED = array( 'publish', 'future', 'pending' );
/** What holds a post back: major findings and worse. */
const ZVIRKA_SERIOUS = array( 'critical', 'major' );

/** Returns the number of each edition of a post by language, its own among them, as Polylang or WPML knows it. */
function zvirka_editions( int $id ): array {
    if ( function_exists( 'pll_get_post_translations' ) ) {
        return pll_get_post_translations( $id );
    }
    $type  = 'post_' . get_post_type( $id );
    $story = apply_filters( 'wpml_element_trid', null, $id, $type );
    $found = $story ? apply_filters( 'wpml_get_element_translations', array(), $story, $type ) : array();
    return array_map( fn( $each ) => (int) $each->element_id, (array) $found );
}

/** Polylang Pro has these fields itself; Polylang without it, and WPML, have not. */
add_action(
    'rest_api_init',
    function () {
        if ( defined( 'POLYLANG_PRO' ) ) {
            return;
        }
        $editions = fn( $post ) => (object) zvirka_editions( $post['id'] );
        $language = fn( $post ) => (string) array_search( $post['id'], zvirka_editions( $post['id'] ), true );
        register_rest_field( 'post', 'translations', array( 'get_callback' => $editions ) );
        register_rest_field( 'post', 'lang', array( 'get_callback' => $language ) );
    }
);

/** The block editor publishes through REST, and other programs do; the classic editor does not. */
add_filter(
    'rest_pre_insert_post',
    function ( $post ) {
        $published = ! is_wp_error( $post ) && in_array( $post->post_status ?? '', array( 'publish', 'future' ), true );
        if ( ! $published || empty( $post->ID ) || ! defined( 'ZVIRKA_GATE' ) ) {
            return $post;
        }
        $sent = zvirka_sent( $post );
        return count( $sent ) < 2 ? $post : zvirka_asked( $sent ) ?? $post;
    }
);

/** Returns a post as it is about to be, and its finished editions as they are, as the gate takes them. */
function zvirka_sent( object $post ): array {
    $sent = array();
    foreach ( zvirka_editions( $post->ID ) as $language => $id ) {
        $each = get_post( $id, ARRAY_A );
        if ( $id === $post->ID ) {
            $each = array_merge( $each, array_filter( (array) $post, 'is_string' ) );
        }
        if ( $each && in_array( $each['post_status'], ZVIRKA_FINISHED, true ) ) {
            $text              = apply_filters( 'the_content', $each['post_content'] );
            $sent[ $language ] = array(
                'html' => '<article><h1>' . esc_html( $each['post_title'] ) . "</h1>$text</article>",
                'url'  => home_url( "/?p=$id" ), // by which zvirka knows it: what was set aside there holds
            );
        }
    }
    return $sent;
}

/** Returns what the gate has against a story; null where that is nothing, or it cannot be asked: people decide then. */
function zvirka_asked( array $editions ): ?WP_Error {
    $headers = array(
        'Authorization'   => 'Bearer ' . ZVIRKA_GATE_TOKEN,
        'Content-Type'    => 'application/json',
        'Accept-Language' => str_replace( '_', '-', get_user_locale() ),
    );
    $body    = wp_json_encode( array( 'editions' => $editions, 'fail_on' => 'major' ) );
    $timeout = defined( 'ZVIRKA_TIMEOUT' ) ? (float) ZVIRKA_TIMEOUT : 30;
    $answer  = wp_remote_post( ZVIRKA_GATE, compact( 'timeout', 'headers', 'body' ) );
    $status  = wp_remote_retrieve_response_code( $answer );
    if ( 409 !== $status ) {
        if ( 200 !== $status ) {
            error_log( 'zvirka was not asked: ' . ( is_wp_error( $answer ) ? $answer->get_error_message() : $answer['body'] ) );
        }
        return null;
    }
    $findings = json_decode( wp_remote_retrieve_body( $answer ), true )['findings'];
    $serious  = array_filter( $findings, fn( $each ) => in_array( $each['severity'], ZVIRKA_SERIOUS, true ) );
    return new WP_Error( 'zvirka', implode( '; ', array_column( $serious, 'message' ) ), array( 'status' => 409 ) );
}
